/// The body of a look-behind taken apart, so that one of variable length can be written as alternatives of fixed
/// length, which is all PCRE2 accepts.
///
/// What may repeat at the very beginning needs its minimum only: something stands there either way. Elsewhere a count
/// without limit is tried up to a bound, 200 for one such place, fewer when there are several.
struct Lookbehind {
  struct Segment {
    var bytes: [UInt8]
    var low: Int
    var high: Int?
  }

  /// Nesting depth of the body; -1 when no look-behind is being read.
  var depth = -1
  var alternatives: [[Segment]] = [[]]

  init(depth: Int = -1) { self.depth = depth }

  mutating func add(_ bytes: [UInt8], _ count: (low: Int, high: Int?)) {
    alternatives[alternatives.count - 1].append(Segment(bytes: bytes, low: count.low, high: count.high))
  }

  /// All alternatives, joined with bars.
  var expanded: [UInt8] {
    var all = [[UInt8]]()
    for alternative in alternatives { all.append(contentsOf: Lookbehind.expand(alternative)) }
    return Array(all.joined(separator: [124]))
  }

  private static func expand(_ segments: [Segment]) -> [[UInt8]] {
    var rest = segments
    while let first = rest.first, first.low == 0 { rest.removeFirst() }
    if let first = rest.first { rest[0].high = first.low }
    let open = rest.filter { segment in segment.high.map { high in high > segment.low + 4 } ?? true }.count
    let bound = open <= 1 ? 200 : open == 2 ? 20 : open == 3 ? 7 : 3
    var results: [[UInt8]] = [[]]
    for segment in rest {
      let high = min(segment.high ?? segment.low + bound, segment.low + bound)
      var next = [[UInt8]]()
      for count in segment.low...max(segment.low, high) {
        var piece = [UInt8]()
        if count > 0 {
          piece = segment.bytes
          if count > 1 { piece.append(contentsOf: "{\(min(count, 65_535))}".utf8) }
        }
        for result in results where next.count < 2000 { next.append(result + piece) }
      }
      results = next
    }
    return results
  }
}
