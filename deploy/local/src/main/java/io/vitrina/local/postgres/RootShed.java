package io.vitrina.local.postgres;

import io.vitrina.local.LaunchException;
import io.vitrina.local.home.Home;
import io.vitrina.local.process.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * How PostgreSQL, which refuses root, is run by root.
 *
 * <p>In a user namespace of its own the process is nobody in its own eyes, and files stay root's. Where that cannot
 * work (many containers allow no namespace) it becomes the data folder's owner or, of root's folder, the user nobody.
 */
final class RootShed {

    private static final int ROOT = 0;
    private static final int NOBODY = 65_534;
    private static final String IS_NOT_ROOT_AND_ENTERS = "test \"$(id -u)\" != 0 && test -x \"$0\"";

    private final List<String> prefix;
    private final String newOwner;

    private RootShed(List<String> prefix, String newOwner) {
        this.prefix = prefix;
        this.newOwner = newOwner;
    }

    static RootShed of(Home home) {
        if (user(home) != ROOT) {
            return new RootShed(List.of(), "");
        }
        int owner = owner(home.root());
        if (owner == ROOT && inNamespace(home.root().toString())) {
            return new RootShed(List.of("unshare", "-U"), "");
        }
        String user = Integer.toString(owner == ROOT ? NOBODY : owner);
        List<String> become = List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups");
        List<String> attempt = new ArrayList<>(become);
        attempt.add("true");
        if (Tools.succeeds(attempt)) {
            return new RootShed(become, user);
        }
        throw new LaunchException("PostgreSQL refuses to run as root, and this system allows no user namespace:"
                + " run ./vitrina as an ordinary user.");
    }

    List<String> prefix() {
        return prefix;
    }

    /** Gives the new user what he must write; the folders above need only let him through. */
    void handOver(Path data) throws IOException {
        if (newOwner.isEmpty()) {
            return;
        }
        Files.setPosixFilePermissions(data.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
        if (!Tools.succeeds(List.of("chown", "-R", newOwner + ":" + newOwner, data.toString()))) {
            throw new IOException("the owner of " + data + " could not be changed");
        }
    }

    private static boolean inNamespace(String folder) {
        return Tools.succeeds(List.of("unshare", "-U", "sh", "-c", IS_NOT_ROOT_AND_ENTERS, folder));
    }

    /** Whoever makes a file now. */
    private static int user(Home home) {
        try {
            Path probe = Files.createTempFile(home.run(), "user", null);
            int user = owner(probe);
            Files.delete(probe);
            return user;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int owner(Path file) {
        try {
            return (Integer) Files.getAttribute(file, "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
