/// What prefixes stand for at a place of an XML text that is being written: what the open elements declare, the innermost last.
struct PrefixScope {
  private var bindings: [(prefix: String, uri: String)] = []
  /// How many bindings each open element began with.
  private var marks: [Int] = []

  var isEmpty: Bool { bindings.isEmpty }
  /// What the innermost element declares, in the order it was bound.
  var own: ArraySlice<(prefix: String, uri: String)> { bindings[(marks.last ?? 0)...] }

  mutating func open() { marks.append(bindings.count) }
  mutating func close() { if let mark = marks.popLast() { bindings.removeSubrange(mark...) } }
  mutating func bind(_ prefix: String, _ uri: String) { bindings.append((prefix, uri)) }

  /// nil when nobody declares it.
  func uri(of prefix: String) -> String? { bindings.last { $0.prefix == prefix }?.uri }
  /// The prefix bound last to a namespace that still stands for it.
  /// - Parameter named: the default namespace does not count, as it does not for attributes
  func prefix(of uri: String, named: Bool = false) -> String? {
    bindings.last { $0.uri == uri && !(named && $0.prefix.isEmpty) && self.uri(of: $0.prefix) == uri }?.prefix
  }
}
