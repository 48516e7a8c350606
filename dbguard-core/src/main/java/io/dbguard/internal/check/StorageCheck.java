package io.dbguard.internal.check;

import io.dbguard.api.check.CheckResult;
import io.dbguard.internal.place.Copy;
import io.dbguard.internal.storage.OnFileSystem;
import io.dbguard.spi.storage.Storage;
import java.util.Optional;

/** Backups lie where they last. What is no folder of this machine, such as a bucket, is taken to last. */
final class StorageCheck implements Check {

    @Override
    public String name() {
        return "storage";
    }

    @Override
    public Needs needs() {
        return Needs.NOTHING;
    }

    @Override
    public CheckResult look(Scene scene) {
        var machine = Machine.here();
        Storage place = scene.place();
        Optional<String> doubt = doubt(machine, place);
        if (doubt.isEmpty()) {
            return pass(place.describe() + " lasts, as far as can be told");
        }
        String words = place.describe() + " " + doubt.get();
        Optional<Storage> lasting = scene.places().others().stream()
                .map(Copy::storage)
                .filter(copy -> doubt(machine, copy).isEmpty())
                .findFirst();
        if (lasting.isPresent()) {
            return warn(
                    words + "; there is a copy in " + lasting.get().describe(), "see that the copy never lags behind");
        }
        return scene.order().temporaryStorageAllowed()
                ? warn(words + "; this was allowed", "rely on no backup there")
                : fail(words, "keep backups on a volume that outlives the machine, or in a bucket");
    }

    private static Optional<String> doubt(Machine machine, Storage place) {
        return place instanceof OnFileSystem local ? machine.doubt(local.folder()) : Optional.empty();
    }
}
