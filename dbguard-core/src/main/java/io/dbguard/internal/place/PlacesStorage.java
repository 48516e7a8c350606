package io.dbguard.internal.place;

import io.dbguard.internal.IoReason;
import io.dbguard.internal.repository.Descriptor;
import io.dbguard.internal.repository.RepositoryPaths;
import io.dbguard.internal.storage.ForwardingStorage;
import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several places with the same backups, read as one: each file comes from the first place that has it intact. Everything
 * is written to the first place alone. To be made anew for each piece of work; a place that does not answer once is not
 * asked again. Thread-safe.
 */
public final class PlacesStorage extends ForwardingStorage {
    private static final Logger LOG = LoggerFactory.getLogger(PlacesStorage.class);

    private final Storage first;
    private final List<CheckedFiles> places;
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();

    private PlacesStorage(Storage first, List<CheckedFiles> places) {
        super(first);
        this.first = first;
        this.places = places;
    }

    /**
     * Puts places together. One that holds another repository, or does not say which, is passed over.
     *
     * @param first the place that is asked first
     * @param copies the others, in the order in which they are asked
     */
    public static PlacesStorage of(Storage first, Collection<Storage> copies) {
        var files = new CheckedFiles(first);
        var places = new ArrayList<>(List.of(files));
        Optional<Descriptor> identity = files.descriptor();
        for (Storage copy : copies) {
            var other = new CheckedFiles(copy);
            Optional<Descriptor> found = other.descriptor();
            if (found.isEmpty() || (identity.isPresent() && !found.equals(identity))) {
                LOG.debug("{} is passed over: it holds another repository or none", copy.describe());
            } else {
                identity = found;
                places.add(other);
            }
        }
        return new PlacesStorage(first, List.copyOf(places));
    }

    /** Returns what was found wrong since this was last asked, and mended by reading elsewhere. */
    public List<Finding> takeFindings() {
        var taken = new ArrayList<Finding>();
        for (Finding finding = findings.poll(); finding != null; finding = findings.poll()) {
            taken.add(finding);
        }
        return taken;
    }

    /** Where nobody has a file intact, a reader sees what the first place has, as if it were alone. */
    @Override
    public byte[] read(String path) throws IOException {
        Optional<byte[]> intact = CheckedFiles.isChecked(path) ? readIntact(path) : Optional.empty();
        return intact.isPresent() ? intact.get() : first.read(path);
    }

    /** Reads a file that has a digest, from the first place where it is what it should be. */
    Optional<byte[]> readIntact(String path) {
        List<Finding> problems = new ArrayList<>();
        for (CheckedFiles place : places) {
            String name = place.storage().describe();
            if (silent.contains(name)) {
                continue;
            }
            Reading reading = place.read(path);
            if (reading instanceof Reading.Intact intact) {
                problems.forEach(p -> report(new Finding(p.place(), p.file(), p.what(), name)));
                return Optional.of(intact.content());
            }
            if (reading instanceof Reading.Refused refused) {
                silence(place.storage(), refused.why());
            }
            // A place that lacks a whole backup may have let go of it in its own time.
            if (!(reading instanceof Reading.Missing) || path.startsWith(RepositoryPaths.BLOBS)) {
                problems.add(new Finding(name, path, reading.problem(), ""));
            }
        }
        return Optional.empty();
    }

    @Override
    public void stage(String path, byte[] content) throws IOException {
        first.stage(path, content);
    }

    @Override
    public List<Stored> stored(String folder) throws IOException {
        if (!isShared(folder)) {
            return first.stored(folder);
        }
        Map<String, Stored> found = new TreeMap<>();
        int answers = 0;
        for (CheckedFiles place : places) {
            if (silent.contains(place.storage().describe())) {
                continue;
            }
            try {
                place.storage().stored(folder).forEach(stored -> found.putIfAbsent(stored.path(), stored));
                answers++;
            } catch (IOException e) {
                silence(place.storage(), IoReason.of(e));
            }
        }
        return answers == 0 ? first.stored(folder) : List.copyOf(found.values());
    }

    private static boolean isShared(String folder) {
        return CheckedFiles.isChecked(folder + "/");
    }

    /** Every finding can be asked for; the log gets the first of each place and each folder. */
    private void report(Finding finding) {
        findings.add(finding);
        String kind = finding.file().startsWith(RepositoryPaths.BLOBS) ? "blob" : "manifest";
        String text = finding.file() + " in " + finding.place() + ": " + finding.what() + "; it was taken from "
                + finding.from() + ". 'dbguard repair' mends the place";
        if (warned.add(finding.place() + " " + kind)) {
            LOG.warn("{}; more of this kind is not logged", text);
        } else {
            LOG.debug("{}", text);
        }
    }

    private void silence(Storage place, String why) {
        if (silent.add(place.describe())) {
            LOG.warn("{} does not answer and is passed over: {}", place.describe(), why);
        }
    }
}
