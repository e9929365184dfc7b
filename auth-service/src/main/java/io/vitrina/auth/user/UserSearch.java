package io.vitrina.auth.user;

import io.vitrina.auth.database.Bounded;
import io.vitrina.auth.database.Sql;
import io.vitrina.kit.page.Cursor;
import io.vitrina.kit.page.Page;
import io.vitrina.kit.page.PageRequest;
import io.vitrina.kit.page.Query;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The admin's list of users. */
@Bounded
@ApplicationScoped
public class UserSearch {

    private static final int LONGEST_QUERY = 200;
    private static final String TEXT = "lower(full_name || ' ' || email || ' ' || phone)";

    private final Sql sql;

    UserSearch(Sql sql) {
        this.sql = sql;
    }

    /** What of a list is asked for. */
    private record Filter(List<String> conditions, List<Object> values, String binding) {

        String where() {
            return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        }
    }

    /** A row, with the sort key as text, for the cursor. */
    private record Found(UserResponse user, String key) {}

    @Transactional
    public Page<UserResponse> list(Query query) {
        PageRequest page = PageRequest.from(query);
        UserOrder order = UserOrder.of(query.text("sort").orElse("id"));
        Filter filter = filter(query, order);
        List<String> conditions = new ArrayList<>(filter.conditions());
        List<Object> values = new ArrayList<>(filter.values());
        if (page.byCursor()) {
            List<String> keys = Cursor.decode(page.cursor(), filter.binding(), 2);
            conditions.add(order.after());
            values.addAll(keys);
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        values.add(page.size() + 1);
        values.add(page.byCursor() ? 0L : page.offset());
        List<Found> found = sql.list(
                "SELECT *, CAST(" + order.column() + " AS text) AS sort_key FROM user_account" + where + " ORDER BY "
                        + order.orderBy() + " LIMIT ? OFFSET ?",
                UserSearch::read,
                values.toArray());
        return page(found, page, filter);
    }

    private Page<UserResponse> page(List<Found> found, PageRequest page, Filter filter) {
        List<UserResponse> items =
                found.stream().limit(page.size()).map(Found::user).toList();
        String next = null;
        if (found.size() > page.size()) {
            Found last = found.get(page.size() - 1);
            next = Cursor.encode(
                    filter.binding(),
                    List.of(last.key(), String.valueOf(last.user().id())));
        }
        if (page.byCursor()) {
            return Page.continued(items, page.size(), next);
        }
        long total = sql.first(
                        "SELECT count(*) FROM user_account" + filter.where(),
                        row -> row.getLong(1),
                        filter.values().toArray())
                .orElseThrow();
        return Page.numbered(items, page.page(), page.size(), total, next);
    }

    private static Filter filter(Query query, UserOrder order) {
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        query.text("q", LONGEST_QUERY).ifPresent(text -> {
            conditions.add(TEXT + " LIKE ? ESCAPE '!'");
            values.add("%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%");
        });
        query.text("role").ifPresent(role -> {
            switch (role) {
                case "admin" -> conditions.add("admin");
                // Everybody is a user.
                case "user" -> conditions.add("true");
                default -> throw ProblemException.badRequest("role", "must be one of user, admin");
            }
        });
        query.text("status").ifPresent(status -> {
            switch (status) {
                case "verified" -> conditions.add("verified_at IS NOT NULL");
                case "unverified" -> conditions.add("verified_at IS NULL");
                default -> throw ProblemException.badRequest("status", "must be one of unverified, verified");
            }
        });
        return new Filter(conditions, values, order + "|" + conditions + "|" + values);
    }

    private static Found read(ResultSet row) throws SQLException {
        UserResponse user = new UserResponse(
                row.getLong("id"),
                row.getString("full_name"),
                row.getString("email"),
                row.getString("phone"),
                row.getString("image_url"),
                row.getBoolean("admin") ? List.of("user", "admin") : List.of("user"),
                row.getObject("verified_at") == null ? "unverified" : "verified",
                row.getBoolean("disabled"),
                row.getString("pending_email"),
                Sql.instant(row, "created_at").truncatedTo(ChronoUnit.MILLIS),
                Sql.instant(row, "updated_at").truncatedTo(ChronoUnit.MILLIS),
                row.getLong("version"));
        return new Found(user, row.getString("sort_key"));
    }
}
