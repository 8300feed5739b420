package io.sixgrid.geo.identity;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who held which token when the database answered last, by the token's hash. Safe for use by several threads. */
final class KnownTokens {
    /** More than a city has tokens; only what the database knows gets in, so a stranger cannot push others out. */
    private static final int LIMIT = 50_000;

    private final Map<String, Principal> holders = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Principal> eldest) {
            return size() > LIMIT;
        }
    };

    /** @param holder empty when the token is unknown or was revoked: then it is forgotten */
    synchronized void put(byte[] hash, Optional<Principal> holder) {
        String key = HexFormat.of().formatHex(hash);
        holder.ifPresentOrElse(principal -> holders.put(key, principal), () -> holders.remove(key));
    }

    synchronized Optional<Principal> get(byte[] hash) {
        return Optional.ofNullable(holders.get(HexFormat.of().formatHex(hash)));
    }
}
