package io.vitrina.catalog.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ImportFilesTest {

    /** More than any system numbers its processes with. */
    private static final long NOBODY = 999_999_999_999L;

    @Test
    void deletesFilesOfProcessesThatAreGoneAndNoOthers() throws IOException, InterruptedException {
        Path before = ImportFiles.create();
        Path dead = file("vitrina-import-" + NOBODY + "-1.part");
        Path others = file("vitrina-import-"
                + ProcessHandle.current().parent().orElseThrow().pid() + "-1.part");
        Path notOurs = file("vitrina-import-notes.part");
        ImportFiles.deleteLeft();
        assertThat(before).doesNotExist();
        assertThat(dead).doesNotExist();
        assertThat(others).exists();
        assertThat(notOurs).exists();
        Files.delete(others);
        Files.delete(notOurs);
    }

    private static Path file(String name) throws IOException {
        return Files.writeString(Path.of(System.getProperty("java.io.tmpdir"), name), "x");
    }
}
