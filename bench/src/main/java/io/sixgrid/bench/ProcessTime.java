package io.sixgrid.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What processes have cost, read from {@code /proc} (Linux; see proc(5)). */
final class ProcessTime {
    /** USER_HZ, which is 100 on every Linux that there is. */
    private static final int MICROS_A_TICK = 10_000;

    private static final Path PROC = Path.of("/proc");

    private ProcessTime() {}

    /** Microseconds of CPU that a process has used, in user and system. */
    static long micros(long pid) throws IOException {
        return used(fields(PROC.resolve(pid + "/stat")));
    }

    /** The same of a process and its children, those that have ended included. */
    static long microsWithChildren(long pid) throws IOException {
        String[] fields = fields(PROC.resolve(pid + "/stat"));
        long ended = (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * MICROS_A_TICK;
        long sum = ended + micros(pid);
        List<ProcessHandle> children =
                ProcessHandle.of(pid).stream().flatMap(ProcessHandle::children).toList();
        for (ProcessHandle child : children) {
            sum += microsIfAlive(child.pid());
        }
        return sum;
    }

    /** Of one that has just ended nothing: the next look finds its time with its parent's ended children. */
    private static long microsIfAlive(long pid) throws IOException {
        try {
            return micros(pid);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** The process that started {@code pid}. */
    static long parent(long pid) throws IOException {
        return Long.parseLong(fields(PROC.resolve(pid + "/stat"))[1]);
    }

    /** Microseconds by name of thread, numbers in names left out. The kernel keeps 15 characters of a name. */
    static Map<String, Long> microsByThread(long pid) throws IOException {
        Map<String, Long> times = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(PROC.resolve(pid + "/task"))) {
            for (Path task : tasks.toList()) {
                try {
                    String[] fields = fields(task.resolve("stat"));
                    String name = Files.readString(task.resolve("comm")).strip().replaceAll("[-#]?\\d+", "");
                    times.merge(name, used(fields), Long::sum);
                } catch (IOException e) {
                    // A thread that has just ended: its time is that of no thread any more.
                    times.putIfAbsent("ended", 0L);
                }
            }
        }
        return times;
    }

    /** Megabytes of memory that a process holds. */
    static long residentMegabytes(long pid) throws IOException {
        return Files.readAllLines(PROC.resolve(pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private static long used(String[] fields) {
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_A_TICK;
    }

    /** From the third on: the second, a name in brackets, may hold blanks. */
    private static String[] fields(Path stat) throws IOException {
        String line = Files.readString(stat);
        return line.substring(line.lastIndexOf(')') + 2).split(" ");
    }
}
