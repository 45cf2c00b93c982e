extension SQL {
  /// A sum of bigint as far as figures go (2^60): the sum of absurd amounts must not be an error.
  package static func total(_ sum: SQL) -> SQL {
    // Inside: greatest passes over null, and the sum of no rows would be the lowest figure there is.
    "least(greatest(coalesce(\(fragment: sum), 0), -1152921504606846976), 1152921504606846976)::bigint"
  }
}
