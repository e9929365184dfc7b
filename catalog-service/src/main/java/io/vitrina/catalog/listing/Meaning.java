package io.vitrina.catalog.listing;

import java.util.List;

/**
 * What a list's words stand for in this database.
 *
 * @param query what to search for in PostgreSQL's own words; null when nothing is searched for
 * @param branch ids of the category asked for and of those below it, without those that the list does not show; empty
 *     when there is none
 * @param hidden ids of the categories that shoppers don't see
 */
record Meaning(String query, List<Long> branch, List<Long> hidden) {}
