package io.dbguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A class whose text stands on a page. */
final class CompiledCode {
    private CompiledCode() {}

    /** Compiles it in a folder and loads it. The loader is left open for as long as the tests run. */
    static Class<?> load(Path folder, String name, String text) throws IOException, ClassNotFoundException {
        Path source = Files.writeString(folder.resolve(name + ".java"), text);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var errors = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
            boolean done = compiler.getTask(errors, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(done).as(errors.toString()).isTrue();
        }
        URL[] urls = {classes.toUri().toURL()};
        return new URLClassLoader(urls, CompiledCode.class.getClassLoader()).loadClass(name);
    }
}
