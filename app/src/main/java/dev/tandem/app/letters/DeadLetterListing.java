package dev.tandem.app.letters;

import java.util.List;
import java.util.SortedMap;

/**
 * The last dead letters, and how many there are.
 *
 * @param letters the last ones
 * @param reasons how many there are in all, by reason without the values that it quotes
 * @param streams how many there are in all, by the stream that they come from
 */
public record DeadLetterListing(
    List<ListedDeadLetter> letters,
    SortedMap<String, Integer> reasons,
    SortedMap<String, Integer> streams) {}
