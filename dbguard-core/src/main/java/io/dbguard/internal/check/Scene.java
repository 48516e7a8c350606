package io.dbguard.internal.check;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.migration.MigrationClassifier;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.Target;
import io.dbguard.internal.deployment.Deployment;
import io.dbguard.internal.deployment.DeploymentNotes;
import io.dbguard.internal.place.Copies;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.repository.RepositoryPaths;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * All that the checks look at; each thing is found out when it is first asked for, and once. Not thread-safe.
 */
public final class Scene {
    private final CheckOrder order;
    private final DataSource dataSource;
    private final Supplier<Target> target;
    private final Function<Target, MigrationClassifier> classifier;
    private final Copies places;
    private final RepositoryKeys keys;
    private @Nullable Attempt<Connected> connection;
    private @Nullable Attempt<LiveDatabase> database;
    private @Nullable Attempt<Backups> backups;

    /**
     * Creates a scene.
     *
     * @param order what is to be checked
     * @param dataSource gives connections
     * @param target speaks to the database, after finding out what it is
     * @param classifier judges migrations for it
     * @param places where the backups are, and their copies
     * @param keys what opens them
     */
    public Scene(
            CheckOrder order,
            DataSource dataSource,
            Supplier<Target> target,
            Function<Target, MigrationClassifier> classifier,
            Copies places,
            RepositoryKeys keys) {
        this.order = order;
        this.dataSource = dataSource;
        this.target = target;
        this.classifier = classifier;
        this.places = places;
        this.keys = keys;
    }

    CheckOrder order() {
        return order;
    }

    Copies places() {
        return places;
    }

    Storage place() {
        return places.first();
    }

    MigrationClassifier classifier() {
        return classifier.apply(target.get());
    }

    DataSource dataSource() {
        return dataSource;
    }

    Attempt<Connected> connection() {
        Attempt<Connected> known = connection;
        if (known == null) {
            known = Attempt.of(() -> Connected.to(dataSource));
            connection = known;
        }
        return known;
    }

    /** A database that does not answer is not asked a second time. */
    Attempt<LiveDatabase> database() {
        Attempt<LiveDatabase> known = database;
        if (known == null) {
            known = Attempt.of(() -> {
                connection().get();
                return LiveDatabase.read(target.get());
            });
            database = known;
        }
        return known;
    }

    /** Returns which database this is, if that could be found out. */
    public Optional<DatabaseInfo> databaseInfo() {
        return database().value().map(LiveDatabase::info);
    }

    Backups backups() {
        Attempt<Backups> known = backups;
        if (known == null) {
            known = Attempt.of(() -> new Backups(repositoryIsThere() ? Repository.open(places.toRead(), keys) : null));
            backups = known;
        }
        return known.get();
    }

    Optional<Deployment> lastGoodDeployment() {
        return new DeploymentNotes(place()).latest();
    }

    /** Returns whether there is a repository already, with a log: a check makes none. */
    public boolean canBeLogged() {
        return Attempt.of(this::repositoryIsThere).value().orElse(false);
    }

    private boolean repositoryIsThere() {
        try {
            return place().size(RepositoryPaths.DESCRIPTOR).isPresent()
                    || !place().list(RepositoryPaths.BLOBS).isEmpty();
        } catch (IOException e) {
            throw new RepositoryException(
                    "Cannot look into " + place().describe() + ": " + IoReason.of(e),
                    "nothing was changed",
                    "check that the place is there and that this user may read it",
                    e);
        }
    }
}
