package io.vitrina.catalog.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrina.kit.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

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

    @Test
    @EnabledOnOs(OS.LINUX)
    void asksToComeAgainWhenTheDiskIsFull() {
        InputStream body = new ByteArrayInputStream(new byte[100_000]);
        assertThatThrownBy(() -> ImportFiles.fill(Path.of("/dev/full"), body))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.kind().status()).isEqualTo(503);
                    assertThat(e.headers()).containsEntry("Retry-After", "30");
                });
    }

    @Test
    void tellsABodyThatBreaksOffFromADiskThatIsFull() throws IOException {
        Path file = ImportFiles.create();
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken off");
            }
        };
        assertThatThrownBy(() -> ImportFiles.fill(file, broken)).isInstanceOf(IOException.class);
        ImportFiles.fill(file, new ByteArrayInputStream(new byte[] {1, 2, 3}));
        assertThat(Files.readAllBytes(file)).containsExactly(1, 2, 3);
        Files.delete(file);
    }

    private static Path file(String name) throws IOException {
        return Files.writeString(Path.of(System.getProperty("java.io.tmpdir"), name), "x");
    }
}
