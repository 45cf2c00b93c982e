import Basics

/// Metrics in Prometheus's text format, version 0.0.4.
///
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/
package struct MetricsText: ~Copyable {
  package private(set) var output = Output(capacity: 16384)

  package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  package init() {}

  package enum Kind: String { case counter, gauge, histogram }

  /// Names and values of what sets apart the samples of one metric.
  package typealias Labels = KeyValuePairs<StaticString, String>

  /// Begins a metric: the samples that follow are of it. Each name once a page.
  package mutating func metric(_ name: StaticString, _ kind: Kind, _ help: StaticString) {
    output.append("# HELP ")
    output.append(name)
    output.append(" ")
    escape(help.description, quote: false)
    output.append("\n# TYPE ")
    output.append(name)
    output.append(" ")
    output.append(kind.rawValue)
    output.append("\n")
  }

  package mutating func sample(_ name: StaticString, _ labels: Labels = [:], _ value: Double) {
    line(name, "", labels, bound: nil, value)
  }

  package mutating func sample(_ name: StaticString, _ labels: Labels = [:], _ value: some BinaryInteger) {
    line(name, "", labels, bound: nil, Double(value))
  }

  /// A metric of one sample.
  package mutating func gauge(_ name: StaticString, _ help: StaticString, _ value: Double) {
    metric(name, .gauge, help)
    sample(name, [:], value)
  }

  /// A metric of one sample that only grows.
  package mutating func counter(_ name: StaticString, _ help: StaticString, _ value: some BinaryInteger) {
    metric(name, .counter, help)
    sample(name, [:], value)
  }

  /// The buckets, each with those below it, the sum and the count.
  package mutating func sample(_ name: StaticString, _ labels: Labels = [:], _ histogram: Histogram) {
    var below: UInt64 = 0
    for (index, count) in histogram.counts.enumerated() {
      below += count
      let bound = index < histogram.bounds.count ? number(histogram.bounds[index]) : "+Inf"
      line(name, "_bucket", labels, bound: bound, Double(below))
    }
    line(name, "_sum", labels, bound: nil, histogram.sum)
    line(name, "_count", labels, bound: nil, Double(below))
  }

  private mutating func line(
    _ name: StaticString, _ suffix: StaticString, _ labels: Labels, bound: String?, _ value: Double
  ) {
    output.append(name)
    output.append(suffix)
    var separator: StaticString = "{"
    for (label, text) in labels { pair(label, text, &separator) }
    if let bound { pair("le", bound, &separator) }
    output.append(labels.isEmpty && bound == nil ? " " : "} " as StaticString)
    output.append(number(value))
    output.append("\n")
  }

  private mutating func pair(_ label: StaticString, _ value: String, _ separator: inout StaticString) {
    output.append(separator)
    separator = ","
    output.append(label)
    output.append("=\"")
    escape(value, quote: true)
    output.append("\"")
  }

  private func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    return value.description
  }

  private mutating func escape(_ text: String, quote: Bool) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): output.append("\\\\")
      case UInt8(ascii: "\n"): output.append("\\n")
      case UInt8(ascii: "\"") where quote: output.append("\\\"")
      default: output.append(byte)
      }
    }
  }
}
