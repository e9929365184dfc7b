package io.vitrina.catalog.category;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All categories at one moment: who is above whom, and what shoppers don't see. Never changes. */
public final class CategoryTree {

    private static final long ROOT = 0;

    private final Map<Long, CategoryRow> byId = new HashMap<>();
    private final Map<String, CategoryRow> bySlug = new HashMap<>();
    private final Map<Long, List<CategoryRow>> children = new HashMap<>();
    private final Set<Long> hidden = new HashSet<>();

    CategoryTree(List<CategoryRow> rows) {
        for (CategoryRow row : rows) {
            byId.put(row.id(), row);
            bySlug.put(row.slug(), row);
            children.computeIfAbsent(parent(row), unused -> new ArrayList<>()).add(row);
        }
        for (CategoryRow row : rows) {
            if (!row.active()) {
                collect(row.id(), hidden);
            }
        }
    }

    /** Ids of the categories that are inactive or below an inactive one. */
    public Set<Long> hidden() {
        return hidden;
    }

    Optional<CategoryRow> find(String idOrSlug) {
        return Optional.ofNullable(
                Slugs.isNumber(idOrSlug)
                        ? Slugs.parseId(idOrSlug).map(byId::get).orElse(null)
                        : bySlug.get(idOrSlug));
    }

    boolean isBelow(long id, long ancestor) {
        for (CategoryRow row = byId.get(id); row != null; row = byId.get(parent(row))) {
            if (row.id() == ancestor) {
                return true;
            }
        }
        return false;
    }

    /** How many categories there are from the root to this one, both counted. */
    int depth(long id) {
        int depth = 0;
        for (CategoryRow row = byId.get(id); row != null; row = byId.get(parent(row))) {
            depth++;
        }
        return depth;
    }

    /** How many levels there are below this one. */
    int height(long id) {
        return children.getOrDefault(id, List.of()).stream()
                .mapToInt(child -> 1 + height(child.id()))
                .max()
                .orElse(0);
    }

    /** The roots with everything below them; without what shoppers don't see, unless {@code all}. */
    List<CategoryResponse> roots(Map<Long, Long> counts, boolean all) {
        return below(ROOT, counts, all);
    }

    CategoryResponse response(CategoryRow row, Map<Long, Long> counts, boolean all) {
        List<CategoryResponse> below = below(row.id(), counts, all);
        return new CategoryResponse(
                row.id(),
                row.name(),
                row.slug(),
                row.description(),
                row.parentId(),
                row.active(),
                count(row.id(), counts),
                below,
                row.createdAt(),
                row.updatedAt());
    }

    /** Shoppers can buy nothing in a hidden category, so nothing of it is counted. */
    private long count(long id, Map<Long, Long> counts) {
        if (hidden.contains(id)) {
            return 0;
        }
        long count = counts.getOrDefault(id, 0L);
        for (CategoryRow child : children.getOrDefault(id, List.of())) {
            count += count(child.id(), counts);
        }
        return count;
    }

    private List<CategoryResponse> below(long id, Map<Long, Long> counts, boolean all) {
        return children.getOrDefault(id, List.of()).stream()
                .filter(child -> all || !hidden.contains(child.id()))
                .map(child -> response(child, counts, all))
                .toList();
    }

    private void collect(long id, Set<Long> into) {
        if (into.add(id)) {
            children.getOrDefault(id, List.of()).forEach(child -> collect(child.id(), into));
        }
    }

    private static long parent(CategoryRow row) {
        return row.parentId() == null ? ROOT : row.parentId();
    }
}
