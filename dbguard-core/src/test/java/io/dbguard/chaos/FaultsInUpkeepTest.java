package io.dbguard.chaos;

import io.dbguard.chaos.memory.Fault;
import io.dbguard.chaos.memory.FaultyStorage;
import io.dbguard.chaos.memory.MemoryStorage;
import io.dbguard.spi.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One call of one of two places goes wrong while a repository is pruned, copied, repaired, or sealed for others. */
class FaultsInUpkeepTest {
    private static final int SHORT = 6;
    private static final int FULL = 120;

    private final Keyring keyring = Keyring.generate();
    private final MemoryStorage first = new MemoryStorage();
    private final MemoryStorage copy = new MemoryStorage();
    private Campaign campaign;
    private UpkeepScene scene;

    /** A call that goes wrong. */
    private record Point(boolean inFirst, Fault fault, int call) {
        @Override
        public String toString() {
            return fault + " at call " + call + " of " + (inFirst ? UpkeepScene.FIRST : UpkeepScene.COPY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void loseNothingAndPassForNothing(Upkeep work) throws InterruptedException {
        campaign = new Campaign("storage faults of " + work);
        scene = new UpkeepScene(campaign, work, keyring, first, copy);
        for (Point point : campaign.some(SHORT, FULL, points(work))) {
            fail(work, point);
        }
        campaign.finish();
    }

    private List<Point> points(Upkeep work) {
        List<Point> points = new ArrayList<>();
        for (boolean inFirst : new boolean[] {true, false}) {
            MemoryStorage one = first.copy();
            MemoryStorage other = copy.copy();
            var counting = new FaultyStorage(inFirst ? one : other, Integer.MAX_VALUE, Fault.REFUSES);
            work.run(inFirst ? counting : one, inFirst ? other : counting, keyring);
            for (Fault fault : Fault.values()) {
                for (int call = 1; call <= counting.calls(); call++) {
                    points.add(new Point(inFirst, fault, call));
                }
            }
        }
        return points;
    }

    private void fail(Upkeep work, Point point) throws InterruptedException {
        MemoryStorage one = first.copy();
        MemoryStorage other = copy.copy();
        String what = work + ", " + point;
        var faulty = new FaultyStorage(point.inFirst ? one : other, point.call, point.fault);
        Storage firstPlace = point.inFirst ? faulty : one;
        Storage copyPlace = point.inFirst ? other : faulty;
        var done = new AtomicBoolean();
        FaultRun.run(() -> done.set(work.run(firstPlace, copyPlace, keyring)), faulty, point.fault)
                .ifPresent(error -> FaultRun.assertSaid(error, what));
        if (!faulty.happened()) {
            return; // A read that cannot be wrong, after all those that could.
        }
        campaign.count("storage faults");
        FaultRun.forgetUnreadableLocks(one, point.fault);
        FaultRun.forgetUnreadableLocks(other, point.fault);
        if (point.fault.isSilentWrite()) {
            scene.checkWrittenWrong(one, other, what);
        } else {
            scene.checkCutOff(one, other, what);
            scene.finish(one, other, what);
        }
    }
}
