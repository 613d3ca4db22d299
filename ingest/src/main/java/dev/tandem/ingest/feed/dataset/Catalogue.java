package dev.tandem.ingest.feed.dataset;

import dev.tandem.ingest.clip.Feed.Skipped;
import java.util.List;

/**
 * What a data set says that there is.
 *
 * @param source what named the items, for messages: a list, or a folder
 * @param classNames all that the data set knows, in its own order, whichever occur
 * @param items of the split that was asked for, whether their media are there or not
 * @param leftOut what names no item, such as a line of a list that cannot be read
 */
record Catalogue(String source, List<String> classNames, List<Item> items, List<Skipped> leftOut) {
  Catalogue {
    classNames = List.copyOf(classNames);
    items = List.copyOf(items);
    leftOut = List.copyOf(leftOut);
  }
}
