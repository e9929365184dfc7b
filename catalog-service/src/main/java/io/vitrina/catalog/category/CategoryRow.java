package io.vitrina.catalog.category;

import io.vitrina.catalog.config.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** A category as it is read, without its place in the tree. */
record CategoryRow(
        long id,
        String name,
        String slug,
        String description,
        Long parentId,
        boolean active,
        int version,
        Instant createdAt,
        Instant updatedAt) {

    static CategoryRow read(ResultSet row) throws SQLException {
        return new CategoryRow(
                row.getLong("id"),
                row.getString("name"),
                row.getString("slug"),
                row.getString("description"),
                Database.longOrNull(row, "parent_id"),
                row.getBoolean("is_active"),
                row.getInt("version"),
                Database.instant(row, "created_at"),
                Database.instant(row, "updated_at"));
    }
}
