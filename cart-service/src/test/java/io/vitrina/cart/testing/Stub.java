package io.vitrina.cart.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Stands in for an interface of which a test needs a few answers. */
public final class Stub {

    private Stub() {}

    /** Answers these, by the names of methods; no other may be called. */
    public static <T> T of(Class<T> type, Map<String, ?> answers) {
        return of(type, null, answers);
    }

    /** As another one, but for these answers. */
    public static <T> T of(Class<T> type, T other, Map<String, ?> answers) {
        return type.cast(Proxy.newProxyInstance(
                Stub.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (answers.containsKey(method.getName())) {
                        return answers.get(method.getName());
                    }
                    if (other == null) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    try {
                        return method.invoke(other, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
