package io.sixgrid.data.db;

/**
 * Where a PostgreSQL database is and who connects.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, with the driver's TLS options where wanted
 */
public record DatabaseAddress(String url, String user, String password) {
    /** Without the password: this may reach a log. */
    @Override
    public String toString() {
        return user + "@" + url.replaceAll("(password=)[^&]*", "$1***");
    }
}
