package io.sixgrid.geo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.SixgridException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the running service over HTTP, as commands beside it do. Not for use by several threads. */
final class ServiceClient {
    /** The access token that commands send along. */
    static final String TOKEN_VARIABLE = "SIXGRID_TOKEN";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String url;
    private final Optional<String> token;

    /** @param url without a slash at its end */
    ServiceClient(String url, Optional<String> token) {
        this.url = url;
        this.token = token;
    }

    /** A registered device: its aliases by format. */
    record NamedDevice(String id, String kind, Map<String, String> aliases) {}

    /** All devices in service, video points included, by id. */
    List<NamedDevice> devices() {
        List<NamedDevice> devices = new ArrayList<>();
        Optional<String> next = Optional.of(url + "/api/v1/devices?limit=1000");
        while (next.isPresent()) {
            JsonNode page = get(next.get());
            for (JsonNode item : page.path("items")) {
                Map<String, String> aliases = new HashMap<>();
                item.path("aliases")
                        .properties()
                        .forEach(e -> aliases.put(e.getKey(), e.getValue().asText()));
                devices.add(new NamedDevice(
                        item.path("id").asText(), item.path("kind").asText(), aliases));
            }
            next = Optional.ofNullable(page.path("next").textValue());
        }
        return devices;
    }

    private JsonNode get(String address) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw SixgridException.unavailable("no service answers at " + url + "; start it with: sixgrid run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SixgridException.unavailable("interrupted while asking " + url, e);
        }
        JsonNode answer = parse(response.body());
        if (response.statusCode() != 200) {
            String hint = response.statusCode() == 401 ? "; set " + TOKEN_VARIABLE : "";
            throw SixgridException.unavailable(
                    "the service at " + url + " refuses: "
                            + answer.path("detail").asText("HTTP " + response.statusCode()) + hint,
                    null);
        }
        return answer;
    }

    private JsonNode parse(String body) {
        try {
            return Json.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw SixgridException.unavailable("what answers at " + url + " is no Sixgrid service", e);
        }
    }
}
