package io.vitrina.local.postgres;

import io.vitrina.local.LaunchException;
import io.vitrina.local.home.Home;
import io.vitrina.local.home.Secrets;
import io.vitrina.local.home.Settings;
import io.vitrina.local.process.LogFile;
import io.vitrina.local.process.Processes;
import io.vitrina.local.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** PostgreSQL with the shop's database, its data kept in the data folder over every stop and crash. */
public final class Postgres implements AutoCloseable {

    public static final String NAME = "postgres";

    private static final String VERSION = "18.6";
    private static final int INIT_SECONDS = 120;
    private static final int INIT_LINES = 15;
    /** The first that the system has: a letter is a letter in Russian too. */
    private static final List<String> LOCALES = List.of("C.UTF-8", "en_US.UTF-8", "C");

    private final Settings settings;
    private final Home home;
    private final Secrets secrets;
    private final Processes processes;
    private final PostgresBinaries binaries;
    private Process process;
    private boolean closed;

    public Postgres(Settings settings, Home home, Secrets secrets, Processes processes) {
        this.settings = settings;
        this.home = home;
        this.secrets = secrets;
        this.processes = processes;
        this.binaries = new PostgresBinaries(home.postgresql().resolve(VERSION));
    }

    /** Returns when the database, its roles and schemas are there. */
    public void start() {
        if (!binaries.unpacked()) {
            binaries.unpack();
        }
        endOrphans();
        RootShed shed = RootShed.of(home);
        try {
            if (!Files.exists(home.postgres().resolve("PG_VERSION"))) {
                initialize(shed);
            }
            shed.handOver(home.postgres());
        } catch (IOException e) {
            throw new LaunchException("PostgreSQL's data folder could not be made: " + e.getMessage() + ".", e);
        }
        List<String> command = new ArrayList<>(shed.prefix());
        command.addAll(server());
        launch(new Program(NAME, command, Map.of("TZ", "UTC"), home.log(NAME)));
        new ShopDatabase(settings, secrets).awaitAndPrepare(process, new LogFile(home.log(NAME)));
    }

    private synchronized void launch(Program program) {
        if (closed) {
            throw new LaunchException("The start was interrupted.");
        }
        process = processes.start(program);
    }

    public Process process() {
        return process;
    }

    /** A JDBC URL of the shop's database. */
    public static String url(Settings settings) {
        return ShopDatabase.url(settings, ShopDatabase.NAME);
    }

    /** Open transactions are rolled back, files are closed. */
    public synchronized void stop() {
        if (process != null) {
            Orphans.stopFast(process.toHandle());
            processes.forget(NAME);
        }
    }

    /** Stops it for good: a start that is under way gives up. */
    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }

    /** Ends whatever an earlier launcher left of this data folder's PostgreSQL. Whether there was any. */
    public boolean endOrphans() {
        boolean left = new Orphans(binaries.folder(), home.postgres()).end();
        processes.forget(NAME);
        return left;
    }

    /** Into a folder beside its place, moved there when complete: a killed first start leaves nothing half made. */
    private void initialize(RootShed shed) throws IOException {
        Path fresh = home.root().resolve("postgres.new");
        String failure = "";
        for (String locale : LOCALES) {
            Home.deleteTree(fresh);
            Home.privateFolder(fresh);
            Path password = fresh.resolveSibling("postgres.password");
            Home.writePrivate(password, secrets.get("postgres") + "\n");
            shed.handOver(fresh);
            shed.handOver(password);
            try {
                failure = run(initCommand(shed, fresh, password, locale));
            } finally {
                Files.deleteIfExists(password);
            }
            if (failure.isEmpty()) {
                Files.writeString(
                        fresh.resolve("pg_hba.conf"),
                        "# Every role proves itself by its password, from wherever VITRINA_BIND lets it come.\n"
                                + "host all all all scram-sha-256\n");
                Files.deleteIfExists(home.postgres());
                Files.move(fresh, home.postgres());
                return;
            }
        }
        throw new LaunchException("PostgreSQL's data folder could not be made:\n" + failure);
    }

    private List<String> initCommand(RootShed shed, Path data, Path password, String locale) {
        List<String> command = new ArrayList<>(shed.prefix());
        command.addAll(List.of(
                binaries.program("initdb").toString(),
                "--pgdata=" + data,
                "--username=" + ShopDatabase.SUPERUSER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=" + locale,
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
        return command;
    }

    /** Empty when it went well, else what it printed. */
    private static String run(List<String> command) throws IOException {
        Path output = Files.createTempFile("vitrina-initdb", ".log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("PG"));
            Process process = builder.start();
            if (!process.waitFor(INIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "initdb took longer than " + INIT_SECONDS + " s";
            }
            String text = String.join("\n", new LogFile(output).tail(INIT_LINES));
            return process.exitValue() == 0 ? "" : "initdb ended with " + process.exitValue() + "\n" + text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "initdb was interrupted";
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private List<String> server() {
        List<String> command = new ArrayList<>(List.of(
                binaries.program("postgres").toString(), "-D", home.postgres().toString()));
        Map.ofEntries(
                        Map.entry("port", Integer.toString(settings.ports().postgres())),
                        Map.entry("listen_addresses", settings.bind().getHostAddress()),
                        Map.entry("unix_socket_directories", ""),
                        Map.entry("max_connections", "200"),
                        Map.entry("shared_buffers", "128MB"),
                        Map.entry("max_wal_size", "512MB"),
                        // What survives a crash is what a customer was told.
                        Map.entry("fsync", "on"),
                        Map.entry("synchronous_commit", "on"),
                        Map.entry("full_page_writes", "on"),
                        Map.entry("jit", "off"),
                        Map.entry("timezone", "UTC"),
                        Map.entry("log_timezone", "UTC"),
                        // The detail of an error quotes rows, and so people's addresses.
                        Map.entry("log_error_verbosity", "terse"),
                        Map.entry("log_min_error_statement", "panic"))
                .forEach((name, value) -> {
                    command.add("-c");
                    command.add(name + "=" + value);
                });
        return command;
    }
}
