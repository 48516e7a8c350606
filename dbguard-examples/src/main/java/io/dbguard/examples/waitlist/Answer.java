package io.dbguard.examples.waitlist;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a route answers: a status and one JSON object. */
record Answer(int status, String json) {

    /** Something that answers. */
    @FunctionalInterface
    interface Route {
        Answer answer(String body) throws Exception;
    }

    /** Lets a route answer one method; what it throws becomes 500 without details. */
    static HttpHandler to(String method, Route route) {
        return exchange -> {
            Answer answer = exchange.getRequestMethod().equals(method) ? of(route, exchange) : new Answer(405, "{}");
            byte[] bytes = answer.json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    private static Answer of(Route route, HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return route.answer(body);
        } catch (Exception e) {
            System.getLogger(Answer.class.getName()).log(System.Logger.Level.ERROR, "A request failed", e);
            return new Answer(500, "{}");
        }
    }
}
