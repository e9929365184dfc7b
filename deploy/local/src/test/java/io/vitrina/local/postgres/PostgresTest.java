package io.vitrina.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrina.local.home.Home;
import io.vitrina.local.home.Ports;
import io.vitrina.local.home.Secrets;
import io.vitrina.local.home.Settings;
import io.vitrina.local.process.Processes;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTest {

    @TempDir
    private Path folder;

    private Settings settings;
    private Home home;
    private Secrets secrets;
    private Postgres postgres;

    @BeforeEach
    void startInAFolderWithASpace() throws Exception {
        InetAddress local = InetAddress.getByName("127.0.0.1");
        settings = new Settings(folder, folder.resolve("the home"), local, Ports.free(local), false, Map.of());
        home = new Home(settings.home());
        home.prepare();
        secrets = Secrets.of(home, new SecureRandom());
        postgres = new Postgres(settings, home, secrets, new Processes(home));
        postgres.start();
    }

    @AfterEach
    void stop() {
        postgres.stop();
    }

    @Test
    void keepsDataOverACrashAndAStaleLock() throws Exception {
        execute("CREATE TABLE kept (what text); INSERT INTO kept VALUES ('Привет')");
        execute("INSERT INTO kept VALUES ('второй')");

        postgres.process().destroyForcibly().waitFor();
        // The lock now names a living process that isn't PostgreSQL, as after a reboot.
        String lock = Files.readString(home.postgres().resolve("postmaster.pid"));
        Files.writeString(
                home.postgres().resolve("postmaster.pid"),
                lock.replaceFirst("\\d+", Long.toString(ProcessHandle.current().pid())));
        postgres = new Postgres(settings, home, secrets, new Processes(home));
        postgres.start();

        assertThat(query("SELECT count(*) FROM kept")).isEqualTo("2");
    }

    @Test
    void endsTheServerThatAKilledLauncherLeft() throws Exception {
        Process left = postgres.process();

        postgres = new Postgres(settings, home, secrets, new Processes(home));
        postgres.start();

        assertThat(left.isAlive()).isFalse();
        assertThat(query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void separatesServicesAndAsksForPasswords() throws Exception {
        try (Connection cart = connect("cart", secrets.get("cart"));
                Statement statement = cart.createStatement()) {
            statement.execute("CREATE TABLE own (id int)");
            assertThatThrownBy(() -> statement.execute("CREATE TABLE auth.foreign_table (id int)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
        assertThatThrownBy(() -> connect("postgres", "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThat(query("SHOW fsync")).isEqualTo("on");
        assertThat(query("SELECT lower('ЧАЙНИК')")).isEqualTo("чайник");
        assertThat(query("SELECT extensions.similarity('Чайник', 'чайники') > 0.5"))
                .isEqualTo("t");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect("postgres", secrets.get("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = connect("postgres", secrets.get("postgres"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Connection connect(String role, String password) throws SQLException {
        return DriverManager.getConnection(Postgres.url(settings), role, password);
    }
}
