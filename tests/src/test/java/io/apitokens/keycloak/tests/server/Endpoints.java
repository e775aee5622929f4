package io.apitokens.keycloak.tests.server;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.keycloak.common.Profile;
import org.keycloak.util.JsonSerialization;

/**
 * Returns the JAX-RS registry of the server, and its features. Reads RESTEasy Reactive by reflection: on the class path
 * of the tests it would replace the RESTEasy of Keycloak's admin client.
 */
public class Endpoints {

    private static final String CURRENT = "org.jboss.resteasy.reactive.server.core.CurrentRequestManager";

    /** Keycloak finds the resource class by this annotation, and serves it below {@code /realms/{realm}}. */
    @GET
    @Path("registry")
    public String registry() throws ReflectiveOperationException, IOException {
        Object request = Class.forName(CURRENT).getMethod("get").invoke(null);
        Map<String, Object> answer = new TreeMap<>();
        List<Map<String, Object>> roots = new ArrayList<>();
        Map<String, Map<String, Object>> classes = new TreeMap<>();
        Object located = null;
        for (Object mapper : (List<?>) call(call(request, "getDeployment"), "getClassMappers")) {
            Object[] handlers = (Object[]) get(get(mapper, "value"), "handlers");
            for (Object method : methods((Map<?, ?>) call(handlers[0], "getMappers"))) {
                Map<String, Object> root = describe(method);
                root.put("path", template(get(mapper, "template")) + root.get("path"));
                roots.add(root);
                located = located == null ? locator(method) : located;
            }
        }
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) located).entrySet()) {
            classes.put(((Class<?>) entry.getKey()).getName(), describe((Class<?>) entry.getKey(), entry.getValue()));
        }
        answer.put("roots", roots);
        answer.put("classes", classes);
        answer.put("features", features());
        return JsonSerialization.writeValueAsString(answer);
    }

    private static Map<String, Boolean> features() {
        Map<String, Boolean> features = new TreeMap<>();
        Profile.getInstance().getFeatures().forEach((feature, on) -> features.put(feature.getVersionedKey(), on));
        return features;
    }

    private static Map<String, Object> describe(Class<?> resource, Object mappers) throws ReflectiveOperationException {
        Map<String, Object> description = new TreeMap<>();
        Set<String> parents = new LinkedHashSet<>();
        collectParents(resource, parents);
        description.put("parents", parents);
        List<Object> methods = new ArrayList<>();
        for (Object method : methods((Map<?, ?>) mappers)) {
            methods.add(describe(method));
        }
        description.put("methods", methods);
        return description;
    }

    private static void collectParents(Class<?> type, Set<String> parents) {
        if (type != null && type != Object.class && parents.add(type.getName())) {
            collectParents(type.getSuperclass(), parents);
            for (Class<?> implemented : type.getInterfaces()) {
                collectParents(implemented, parents);
            }
        }
    }

    private static Map<String, Object> describe(Object method) throws ReflectiveOperationException {
        Map<String, Object> description = new TreeMap<>();
        description.put("method", call(method, "getHttpMethod"));
        description.put("path", template(call(method, "getPath")));
        description.put("class", ((Class<?>) call(method, "getResourceClass")).getName());
        description.put("name", call(method, "getJavaMethodName"));
        description.put("returns", ((Type) call(method, "getReturnType")).getTypeName());
        List<?> consumes = (List<?>) call(method, "getConsumes");
        description.put("consumes", consumes == null || consumes.isEmpty() ? null : String.valueOf(consumes.get(0)));
        Object produces = call(method, "getProduces");
        description.put(
                "produces",
                produces == null ? null : ((Object[]) call(produces, "getSortedOriginalMediaTypes"))[0] + "");
        return description;
    }

    private static List<Object> methods(Map<?, ?> mappers) throws ReflectiveOperationException {
        List<Object> methods = new ArrayList<>();
        for (Object mapper : mappers.values()) {
            for (Object path : (List<?>) call(mapper, "getTemplates")) {
                addMethods(get(path, "value"), methods);
            }
        }
        return methods;
    }

    /** Methods of the same path that differ by media type are behind an entry without a class. */
    private static void addMethods(Object method, List<Object> methods) throws ReflectiveOperationException {
        if (call(method, "getResourceClass") != null) {
            methods.add(method);
            return;
        }
        Set<Object> hidden = new LinkedHashSet<>();
        for (Object handler : (Object[]) call(method, "getHandlerChain")) {
            if (handler.getClass().getSimpleName().equals("MediaTypeMapper")) {
                for (Object holder : ((Map<?, ?>) get(handler, "resourcesByConsumes")).values()) {
                    hidden.addAll(((Map<?, ?>) get(holder, "mtWithoutParamsToResource")).values());
                }
            }
        }
        methods.addAll(hidden);
    }

    /** Returns the methods that the locators of the server know, by class and HTTP method. */
    private static Object locator(Object method) throws ReflectiveOperationException {
        for (Object handler : (Object[]) call(method, "getHandlerChain")) {
            if (handler.getClass().getSimpleName().equals("ResourceLocatorHandler")) {
                return get(handler, "resourceLocatorHandlers");
            }
        }
        return null;
    }

    private static String template(Object uri) throws ReflectiveOperationException {
        return uri == null ? "" : (String) get(uri, "template");
    }

    private static Object call(Object object, String method) throws ReflectiveOperationException {
        return object.getClass().getMethod(method).invoke(object);
    }

    private static Object get(Object object, String name) throws ReflectiveOperationException {
        Field field = object.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
    }
}
