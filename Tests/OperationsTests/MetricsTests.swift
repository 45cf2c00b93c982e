import Basics
import Testing

@testable import Operations

@Suite struct `Telling Prometheus` {
  @Test func `writes counters and gauges with their help and type`() {
    var text = MetricsText()
    text.counter("haat_requests_total", "Requests answered.", 12)
    text.gauge("haat_memory_bytes", "Resident \\ memory.\nNow.", 1.5)
    #expect(
      text.output.string == """
        # HELP haat_requests_total Requests answered.
        # TYPE haat_requests_total counter
        haat_requests_total 12
        # HELP haat_memory_bytes Resident \\\\ memory.\\nNow.
        # TYPE haat_memory_bytes gauge
        haat_memory_bytes 1.5

        """)
  }

  @Test func `escapes what stands in labels`() {
    var text = MetricsText()
    text.sample("x", ["route": #"/a"b\c"# + "\n", "status": "200"], 1)
    #expect(text.output.string == #"x{route="/a\"b\\c\n",status="200"} 1"# + "\n")
  }

  @Test func `writes what no number of ours should be, as Prometheus reads it`() {
    var text = MetricsText()
    for value in [Double.nan, .infinity, -.infinity, 0, 1e20, -3] { text.sample("x", [:], value) }
    #expect(text.output.string == "x NaN\nx +Inf\nx -Inf\nx 0\nx 1e+20\nx -3\n")
  }

  @Test func `adds up the buckets of a histogram`() {
    var histogram = Histogram(bounds: [0.001, 0.5])
    for nanoseconds: UInt64 in [1_000_000, 1_000_001, 400_000_000, 2_000_000_000] {
      histogram.observe(nanoseconds: nanoseconds)
    }
    var other = Histogram(bounds: [0.001, 0.5])
    other.observe(nanoseconds: 1000)
    histogram.add(other)
    var text = MetricsText()
    text.sample("t", ["route": "/"], histogram)
    #expect(
      text.output.string == """
        t_bucket{route="/",le="0.001"} 2
        t_bucket{route="/",le="0.5"} 4
        t_bucket{route="/",le="+Inf"} 5
        t_sum{route="/"} 2.402001001
        t_count{route="/"} 5

        """)
  }
}
