package io.dbguard.test.junit;

import java.util.HashMap;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What became of the tests of a class: by their names, what they failed with, empty if they did not. */
final class Outcome implements TestExecutionListener {
    private final Map<String, String> failures = new HashMap<>();

    private Outcome() {}

    static Map<String, String> of(Class<?> tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(tests))
                .build();
        var outcome = new Outcome();
        LauncherFactory.create().execute(request, outcome);
        return outcome.failures;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() || result.getThrowable().isPresent()) {
            String name = test.getDisplayName().replaceFirst("\\(.*", "");
            failures.put(name, result.getThrowable().map(Throwable::toString).orElse(""));
        }
    }
}
