package io.sixgrid.data.cluster;

import com.sun.security.auth.module.UnixSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * As whom PostgreSQL's programs run: as this process's own user or, because they refuse root, as {@code postgres}.
 *
 * @param root whether this process runs as root
 */
record DatabaseUser(boolean root) {
    static DatabaseUser ofThisProcess() {
        return new DatabaseUser(new UnixSystem().getUid() == 0);
    }

    /** {@code command}, run as the database's user. */
    List<String> as(List<String> command) {
        if (!root) {
            return command;
        }
        List<String> whole = new ArrayList<>(List.of(
                "setpriv",
                "--reuid=postgres",
                "--regid=postgres",
                "--init-groups",
                "env",
                "-i",
                "PATH=" + System.getenv("PATH"),
                "LC_ALL=C.UTF-8"));
        whole.addAll(command);
        return whole;
    }

    boolean canEnter(Path folder) {
        return Command.attempt(as(List.of("test", "-x", folder.toString()))).status() == 0;
    }

    /** Hands a folder and all in it over to the database's user. */
    void own(Path folder) {
        if (root) {
            Command.run(List.of("chown", "-R", "postgres:postgres", folder.toString()));
        }
    }
}
