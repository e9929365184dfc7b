package io.vitrina.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrina.local.LaunchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path folder;

    private Home home;

    @BeforeEach
    void prepare() {
        home = new Home(folder.resolve("home"));
        home.prepare();
    }

    @Test
    void keepsEverythingToItsOwner() throws Exception {
        Secrets secrets = Secrets.of(home, random);
        AdminAccount.of(home, secrets, Map.of(), random);
        new SigningKeys(home, random).prepare();

        for (Path directory : List.of(home.root(), home.mail(), home.logs(), home.keys(), home.media(), home.run())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .as(directory.toString())
                    .isEqualTo("rwx------");
        }
        Path key = home.keys().resolve(new SigningKeys(home, random).ids().getFirst() + ".pem");
        for (Path file : List.of(home.secrets(), home.admin(), key)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void makesSecretsAndKeysOnce() {
        String password = Secrets.of(home, random).get("cart");
        new SigningKeys(home, random).prepare();
        List<String> keys = new SigningKeys(home, random).ids();

        new SigningKeys(home, random).prepare();

        assertThat(Secrets.of(home, random).get("cart")).isEqualTo(password).hasSize(32);
        assertThat(Secrets.of(home, random).get("auth")).isNotEqualTo(password);
        assertThat(new SigningKeys(home, random).ids()).isEqualTo(keys).hasSize(1);
    }

    @Test
    void showsTheAdminsPasswordOnTheFirstStartOnly() {
        Secrets secrets = Secrets.of(home, random);

        AdminAccount first = AdminAccount.of(home, secrets, Map.of(), random);
        AdminAccount second = AdminAccount.of(home, secrets, Map.of(), random);

        assertThat(first.made()).isTrue();
        assertThat(first.password()).matches("(?=.*[A-Z])(?=.*[$%&!:])[A-Za-z0-9!]{22}");
        assertThat(second).isEqualTo(new AdminAccount(first.email(), first.password(), first.phone(), false));
    }

    @Test
    void keepsAPasswordThatWasGivenNowhere() throws Exception {
        Secrets secrets = Secrets.of(home, random);
        Map<String, String> given = Map.of(
                "VITRINA_ADMIN_EMAIL", "boss@example.com",
                "VITRINA_ADMIN_PASSWORD", "Pa$$word: \\${x}!",
                "VITRINA_ADMIN_PHONE", "+79990000001");

        AdminAccount first = AdminAccount.of(home, secrets, given, random);
        AdminAccount second = AdminAccount.of(home, Secrets.of(home, random), Map.of(), random);

        assertThat(first).isEqualTo(new AdminAccount("boss@example.com", "Pa$$word: \\${x}!", "+79990000001", false));
        assertThat(second.email()).isEqualTo("boss@example.com");
        assertThat(second.passwordKnown()).isFalse();
        assertThat(Files.exists(home.admin())).isFalse();
        assertThat(Files.readString(home.secrets())).doesNotContain("Pa$$word");
    }

    @Test
    void namesTheVariableWhenTheFolderCannotBeMade() throws Exception {
        Path file = Files.createFile(folder.resolve("a file"));

        assertThatThrownBy(() -> new Home(file.resolve("home")).prepare())
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("VITRINA_HOME")
                .hasMessageContaining(file.toString());
    }
}
