package io.vitrina.local.postgres;

import io.vitrina.local.LaunchException;
import io.vitrina.local.home.Home;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once into the data folder. */
final class PostgresBinaries {

    private static final String DONE = ".unpacked";

    private final Path folder;

    PostgresBinaries(Path folder) {
        this.folder = folder;
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    Path folder() {
        return folder;
    }

    boolean unpacked() {
        return Files.exists(folder.resolve(DONE));
    }

    /** A half-unpacked folder of a killed start is thrown away first. */
    void unpack() {
        String archive = archive();
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (packed == null) {
                throw new LaunchException("PostgreSQL for this system (" + archive.substring(1)
                        + ") is not part of this build: build it on this machine, with ./vitrina up.");
            }
            Home.deleteTree(folder);
            Files.createDirectories(folder);
            try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
                TarArchiveEntry entry;
                while ((entry = tar.getNextEntry()) != null) {
                    extract(tar, entry);
                }
            }
            Files.createFile(folder.resolve(DONE));
        } catch (IOException e) {
            throw new LaunchException(
                    "PostgreSQL could not be unpacked into " + folder + ": " + e.getMessage() + ".", e);
        }
    }

    private void extract(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("the archive reaches out of its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
            if (target.getParent().endsWith("bin")) {
                target.toFile().setExecutable(true, false);
            }
        }
    }

    private static String archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch");
        return "/postgres-" + system + "-"
                + switch (machine) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> machine;
                }
                + ".txz";
    }
}
