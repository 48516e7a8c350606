package io.dbguard.internal.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.api.RepositoryException;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.repository.Notes;
import io.dbguard.internal.repository.SealedJson;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Remembers good deployments in a repository. Losing them loses no backup; the next deployment then has nothing to be
 * compared with.
 */
public final class DeploymentNotes {
    private static final String FOLDER = "deployments";
    private static final int KEPT = 100;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH-mm-ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Storage storage;

    /**
     * Opens the notes.
     *
     * @param storage the place of the repository
     */
    public DeploymentNotes(Storage storage) {
        this.storage = storage;
    }

    /**
     * Returns the newest good deployment, of whatever database; one whose note is damaged is passed over.
     *
     * @throws RepositoryException if the place cannot be read
     */
    public Optional<Deployment> latest() {
        var notes = new Notes(storage);
        return newestFirst().stream()
                .flatMap(path -> notes.read(path, DeploymentNotes::read).stream())
                .findFirst();
    }

    /**
     * Notes a good deployment, and forgets those before the last hundred.
     *
     * @param deployment what is so now
     * @throws RepositoryException if it cannot be noted
     */
    public void write(Deployment deployment) {
        try {
            byte[] note = SealedJson.write(json(deployment));
            Instant time = deployment.time();
            while (!storage.create(FOLDER + "/" + TIME.format(time) + ".json", note)) {
                time = time.plusMillis(1);
            }
        } catch (IOException e) {
            throw failure("The deployment cannot be noted", e);
        }
        var notes = new Notes(storage);
        newestFirst().stream().skip(KEPT).forEach(notes::forget);
    }

    private List<String> newestFirst() {
        try {
            List<String> paths = new ArrayList<>(storage.list(FOLDER));
            Collections.reverse(paths);
            return paths;
        } catch (IOException e) {
            throw failure("The notes of earlier deployments cannot be read", e);
        }
    }

    private RepositoryException failure(String failed, IOException e) {
        return new RepositoryException(
                failed + " in " + storage.describe() + ": " + IoReason.of(e),
                "all backups are whole",
                "see to it that the repository can be read and written",
                e);
    }

    private static ObjectNode json(Deployment deployment) {
        DatabaseInfo database = deployment.database();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("time", deployment.time().toString());
        json.putObject("database")
                .put("provider", database.provider())
                .put("version", database.version())
                .put("name", database.name())
                .put("identity", database.identity());
        ObjectNode variables = json.putObject("variables");
        new TreeMap<>(deployment.variables()).forEach(variables::put);
        var scripts = json.putArray("scripts");
        deployment.scripts().forEach(scripts::add);
        return json;
    }

    private static Deployment read(JsonNode json) {
        JsonNode database = json.path("database");
        Map<String, String> variables = new HashMap<>();
        json.path("variables").forEachEntry((name, hash) -> variables.put(name, hash.asText()));
        List<String> scripts = new ArrayList<>();
        json.path("scripts").forEach(script -> scripts.add(script.asText()));
        return new Deployment(
                Instant.parse(json.path("time").asText()),
                new DatabaseInfo(
                        database.path("provider").asText(),
                        database.path("version").asText(),
                        database.path("name").asText(),
                        database.path("identity").asText()),
                variables,
                scripts);
    }
}
