package io.apitokens.keycloak.tests.doors;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * All endpoints of a running server, from its own registry: the root resources, and the resources that their locators
 * return. The return type of a locator tells its resource; if it does not, {@link LocatorTable} does.
 */
public final class EndpointRegistry {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\s*([^}:\\s]+)[^}]*}");

    private final JsonNode registry;
    private final Values values;
    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    private final Set<String> reached = new HashSet<>();
    private final Set<String> undecided = new TreeSet<>();

    /**
     * Reads the registry.
     *
     * @param registry what the resource of the tests answered
     */
    public EndpointRegistry(JsonNode registry, Values values) {
        this.registry = registry;
        this.values = values;
        registry.get("roots").forEach(root -> follow("", root, List.of()));
    }

    /** The values of path parameters. */
    public interface Values {

        /**
         * A value; null without one.
         *
         * @param resource class of the method, without its package
         * @param segment segment of the path before the parameter
         */
        String of(String resource, String segment, String parameter);
    }

    /**
     * A resource method.
     *
     * @param url path of a request that reaches the method
     * @param consumes media type; null for any
     * @param produces media type; null for any
     */
    public record Endpoint(String method, String url, String resource, String name, String consumes, String produces) {

        /** The method in Java, with the class without its package. */
        public String javaName() {
            return simple(resource) + '#' + name;
        }

        /** Returns whether Keycloak's account REST answers, and not the account console. */
        public boolean isAccountRest() {
            return resource.startsWith("org.keycloak.services.resources.account.")
                    && !resource.endsWith(".AccountConsole");
        }

        @Override
        public String toString() {
            return method + ' ' + url + ' ' + javaName();
        }
    }

    public Collection<Endpoint> endpoints() {
        return endpoints.values();
    }

    /** Features of the server that are off. */
    public Set<String> featuresOff() {
        Set<String> off = new TreeSet<>();
        registry.get("features").fields().forEachRemaining(feature -> {
            if (!feature.getValue().asBoolean()) {
                off.add(feature.getKey());
            }
        });
        return off;
    }

    /** Locators and path parameters that the tests do not know, and classes that no locator leads to. */
    public Set<String> undecided() {
        Set<String> all = new TreeSet<>(undecided);
        registry.get("classes").fieldNames().forEachRemaining(name -> {
            if (!reached.contains(name) && !LocatorTable.isLeftOut(name)) {
                all.add("No locator leads to " + name);
            }
        });
        return all;
    }

    private void follow(String prefix, JsonNode method, List<String> chain) {
        String resource = method.get("class").asText();
        markReached(resource);
        String name = simple(resource) + '#' + method.get("name").asText();
        String path = prefix + '/' + method.get("path").asText();
        if (method.has("method")) {
            fill(path, resource).ifPresent(url -> add(method, url));
            return;
        }
        String returns = method.get("returns").asText();
        if (LocatorTable.isUnknown(name, returns)) {
            undecided.add("Nobody knows where the locator " + name + " leads to");
        }
        for (LocatorTable.Target target : LocatorTable.of(name, returns)) {
            String located = target.segment() == null ? path : withLast(path, target.segment());
            fill(located, resource).ifPresent(url -> enter(url, target.resource(), chain));
        }
    }

    private void enter(String prefix, String resource, List<String> chain) {
        JsonNode entered = registry.get("classes").get(resource);
        if (entered == null) {
            undecided.add("The registry has no " + resource);
        } else if (!chain.contains(resource)) {
            List<String> longer = new ArrayList<>(chain);
            longer.add(resource);
            markReached(resource);
            entered.get("methods").forEach(method -> follow(prefix, method, longer));
        }
    }

    private void markReached(String resource) {
        reached.add(resource);
        JsonNode entered = registry.get("classes").get(resource);
        if (entered != null) {
            entered.get("parents").forEach(parent -> reached.add(parent.asText()));
        }
    }

    private void add(JsonNode method, String url) {
        Endpoint endpoint = new Endpoint(
                method.get("method").asText(),
                url,
                method.get("class").asText(),
                method.get("name").asText(),
                method.path("consumes").asText(null),
                method.path("produces").asText(null));
        endpoints.put(endpoint.toString() + endpoint.consumes() + endpoint.produces(), endpoint);
    }

    private Optional<String> fill(String template, String resource) {
        String path = template.replaceAll("/+", "/");
        Matcher parameter = PARAMETER.matcher(path);
        StringBuilder url = new StringBuilder();
        while (parameter.find()) {
            String value = values.of(simple(resource), segmentBefore(path, parameter.start()), parameter.group(1));
            if (value == null) {
                undecided.add("No value for {" + parameter.group(1) + "} of " + simple(resource) + ": " + template);
                return Optional.empty();
            }
            parameter.appendReplacement(url, Matcher.quoteReplacement(value));
        }
        return Optional.of(parameter.appendTail(url).toString());
    }

    /** Replaces the last parameter, which belongs to the locator. */
    private static String withLast(String path, String value) {
        int start = path.lastIndexOf('{');
        return path.substring(0, start) + value + path.substring(path.indexOf('}', start) + 1);
    }

    private static String segmentBefore(String path, int end) {
        return path.substring(path.lastIndexOf('/', Math.max(end - 2, 0)) + 1, Math.max(end - 1, 0));
    }

    static String simple(String resource) {
        return resource.substring(resource.lastIndexOf('.') + 1);
    }
}
