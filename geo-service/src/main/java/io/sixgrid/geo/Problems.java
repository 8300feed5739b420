package io.sixgrid.geo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.sixgrid.data.Json;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.DatabaseFailure;
import io.sixgrid.geo.http.DetailedConflict;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one edge at which failures become HTTP: {@code application/problem+json} (RFC 9457). No other class knows a status
 * of a failure. What nobody expected answers an id, and its cause goes to the log under that id.
 */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String TYPE = "application/problem+json";

    private Problems() {}

    /**
     * What a client reads.
     *
     * @param field the value at fault, as the client named it
     * @param id    under which the log has the cause
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Problem(String type, String title, int status, String detail, Optional<String> field, Optional<String> id) {
        static Problem of(int status, String detail) {
            String title = HttpStatus.getMessage(status);
            return new Problem(type(title), title, status, detail, Optional.empty(), Optional.empty());
        }

        Problem at(Optional<String> named) {
            return new Problem(type, title, status, detail, named, id);
        }

        Problem under(String logged) {
            return new Problem(type, title, status, detail, field, Optional.of(logged));
        }

        private static String type(String title) {
            return "urn:sixgrid:problem:" + title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        }
    }

    static void register(JavalinConfig javalin) {
        javalin.http.prefer405over404 = true;
        javalin.routes.exception(SixgridException.class, (e, ctx) -> answer(ctx, problem(e)));
        javalin.routes.exception(DetailedConflict.class, (e, ctx) -> answer(ctx, problem(e.conflict()), e.details()));
        javalin.routes.exception(HttpResponseException.class, (e, ctx) -> answer(ctx, problem(e, ctx)));
        javalin.routes.exception(Exception.class, (e, ctx) -> answer(ctx, problem(e, ctx.path())));
        // What never reaches a route: an address or a header that Jetty itself refuses.
        javalin.jetty.modifyServer(server -> server.setErrorHandler(new JettyErrors()));
        javalin.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyErrors()));
    }

    // No default branch: a new kind must not compile until it has a status.
    private static int status(SixgridException.Kind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case UNAVAILABLE -> 503;
        };
    }

    private static Problem problem(SixgridException failure) {
        if (failure.kind() == SixgridException.Kind.UNAVAILABLE) {
            LOG.warn("unavailable: {}{}", failure.getMessage(), cause(failure));
        }
        return Problem.of(status(failure.kind()), String.valueOf(failure.getMessage()))
                .at(failure.field());
    }

    /** One phrase: an outage fails every request, and the log must stay readable. */
    private static String cause(SixgridException failure) {
        return failure.getCause() == null ? "" : " (" + failure.getCause().getMessage() + ")";
    }

    private static Problem problem(HttpResponseException failure, Context ctx) {
        int status = failure.getStatus();
        return Problem.of(
                status,
                switch (status) {
                    case 404 -> "nothing is at " + ctx.path();
                    case 405 -> ctx.method().name() + " is not possible at " + ctx.path();
                    case 413 -> "the request body is larger than this service reads at once";
                    default -> String.valueOf(failure.getMessage());
                });
    }

    private static Problem problem(Exception failure, String path) {
        Optional<SixgridException> explained = DatabaseFailure.explain(failure);
        if (explained.isPresent()) {
            return problem(explained.get());
        }
        String id = UUID.randomUUID().toString();
        LOG.error("unexpected failure {} at {}", id, path, failure);
        return Problem.of(500, "something unexpected happened; the service's log has it under the id " + id)
                .under(id);
    }

    private static void answer(Context ctx, Problem problem) {
        answer(ctx, problem, Json.mapper().createObjectNode());
    }

    private static void answer(Context ctx, Problem problem, ObjectNode details) {
        if (ctx.res().isCommitted()) {
            return;
        }
        ctx.status(problem.status());
        if (problem.status() == 401) {
            ctx.header("WWW-Authenticate", "Bearer realm=\"sixgrid\"");
        }
        if (problem.status() == 503) {
            ctx.header("Retry-After", "5");
        }
        ctx.contentType(TYPE);
        ctx.result(bytes(Json.mapper().<ObjectNode>valueToTree(problem).setAll(details)));
    }

    private static byte[] bytes(Object problem) {
        try {
            return Json.mapper().writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem that is no JSON", e);
        }
    }

    /** Answers for Jetty in the same form. */
    private static final class JettyErrors extends ErrorHandler {
        @Override
        protected void generateResponse(
                Request request,
                Response response,
                int code,
                @Nullable String message,
                @Nullable Throwable cause,
                Callback callback) {
            String detail = code >= 500 || message == null ? HttpStatus.getMessage(code) : message;
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, TYPE);
            Content.Sink.write(
                    response,
                    true,
                    new String(bytes(Problem.of(code, detail)), java.nio.charset.StandardCharsets.UTF_8),
                    callback);
        }
    }
}
