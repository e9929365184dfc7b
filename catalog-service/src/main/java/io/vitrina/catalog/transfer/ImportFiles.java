package io.vitrina.catalog.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Bodies of imports on disk. Each bears the number of the process that took it, so that a dead one's can be told. */
final class ImportFiles {

    private static final Logger LOG = Logger.getLogger(ImportFiles.class);
    private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));
    private static final String PREFIX = "vitrina-import-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-.*\\.part");

    private ImportFiles() {}

    static Path create() throws IOException {
        return Files.createTempFile(FOLDER, PREFIX + ProcessHandle.current().pid() + '-', ".part");
    }

    /** To be called before the first import: in a container every process has the same number. */
    static void deleteLeft() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER, PREFIX + "*.part")) {
            for (Path file : files) {
                if (isLeft(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf("files of imports stay behind: %s", e.getMessage());
        }
    }

    private static boolean isLeft(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        long process = Long.parseLong(name.group(1));
        return process == ProcessHandle.current().pid()
                || ProcessHandle.of(process).isEmpty();
    }
}
