package io.dbguard.postgres.internal.restore.parallel;

import io.dbguard.postgres.internal.session.PgSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several connections at work on a list of tasks, each in one transaction of its own. If one fails, none of those commits that
 * have not yet.
 */
final class Workers {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final Supplier<PgSession> sessions;
    private final Runnable beforeCommit;
    private final int most;

    /** Creates workers that open their transactions with {@code sessions}, and call {@code beforeCommit}, on their own threads. */
    Workers(Supplier<PgSession> sessions, Runnable beforeCommit, int most) {
        this.sessions = sessions;
        this.beforeCommit = beforeCommit;
        this.most = most;
    }

    /** Carries tasks out, the first ones first. */
    void run(List<Consumer<PgSession>> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        PgSession own = sessions.get(); // Before others take what the pool has.
        var work = new Work(sessions, beforeCommit, tasks);
        List<Thread> threads = new ArrayList<>();
        try {
            for (int i = 1; i < Math.min(most, tasks.size()); i++) {
                threads.add(started(work));
            }
        } catch (RuntimeException | Error e) { // There may be too many threads.
            work.fail(e);
        }
        work.run(own);
        threads.forEach(work::await);
        work.throwFailure();
    }

    private static Thread started(Work work) {
        var thread = new Thread(work, "dbguard-restore");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static final class Work implements Runnable {
        private final Supplier<PgSession> sessions;
        private final Runnable beforeCommit;
        private final Queue<Consumer<PgSession>> tasks;
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Work(Supplier<PgSession> sessions, Runnable beforeCommit, List<Consumer<PgSession>> tasks) {
            this.sessions = sessions;
            this.beforeCommit = beforeCommit;
            this.tasks = new ConcurrentLinkedQueue<>(tasks);
        }

        /** If there is no further connection to be had, the work is done without it. */
        @Override
        public void run() {
            PgSession session;
            try {
                session = sessions.get();
            } catch (RuntimeException e) {
                LOG.debug(
                        "A further connection could not be had, so the restore goes on without it: {}", e.getMessage());
                return;
            }
            run(session);
        }

        void run(PgSession own) {
            try (PgSession session = own) {
                for (Consumer<PgSession> task = tasks.poll(); task != null; task = tasks.poll()) {
                    if (failure.get() != null) {
                        return;
                    }
                    task.accept(session);
                }
                beforeCommit.run();
                session.commit();
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        }

        /** Lets the others stop before their next task. */
        void fail(Throwable e) {
            failure.compareAndSet(null, e);
        }

        void await(Thread thread) {
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        void throwFailure() {
            Throwable e = failure.get();
            if (e instanceof RuntimeException runtime) {
                throw runtime;
            }
            if (e instanceof Error error) {
                throw error;
            }
        }
    }
}
