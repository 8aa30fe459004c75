/// Push pipelines: each stage hands objects to the next; links are `let`, so the pipeline is built from the tail.
/// (A `var next` would cost six times as much per object: retain and release around every call.)
import Primitives

/// A place that objects are pushed into.
open class Stage {
  public init() {}
  /// Takes one object; an error that is thrown ends the pipeline.
  open func process(_ v: Value) throws {}
  /// After the last object; passes on.
  open func end() throws {}
  /// Instead of `end`, when what wrote here was cut short: what still waits to be shown is dropped.
  open func abandon() {}
  /// Its end is announced by whoever made it: a pipeline that writes here needs nothing in between.
  var keepsEnd: Bool { false }
  /// What is written here is shown, as it is.
  var isDisplay: Bool { false }
}

/// A stage that hands on to the next one.
open class Link: Stage {
  /// Who gets what this stage writes.
  public let next: Stage
  init(next: Stage) { self.next = next; super.init() }
  open override func process(_ v: Value) throws { try next.process(v) }
  open override func end() throws { try next.end() }
}

/// The session's default output as the last stage of every pipeline: a pipeline's end is not the end of the display.
final class Outlet: Stage {
  private let target: Stage
  init(_ target: Stage) { self.target = target; super.init() }
  override func process(_ v: Value) throws { try target.process(v) }
  override var isDisplay: Bool { target is TerminalOutput }
}

/// Gathers output: nothing → `void`, one object → itself, several → a new `Object[]`.
public final class Collector: Stage {
  @exclusivity(unchecked) private var first: Value = .void
  @exclusivity(unchecked) private var n = 0
  @exclusivity(unchecked) private var list: PSArray?
  override var keepsEnd: Bool { true }
  public override func process(_ v: Value) throws {
    n += 1
    if n == 1 { first = v; return }
    if n == 2 { list = PSArray([first]) }
    list?.append(v)
  }
  /// Nothing, the one object, or an array of all.
  var result: Value { n == 0 ? .void : n == 1 ? first : list.map { .array($0) } ?? .void }
}

/// A stage that appends to an array.
final class Appender: Stage {
  let array: PSArray
  init(_ a: PSArray) { array = a; super.init() }
  override func process(_ v: Value) throws { array.append(v) }
}

/// What going on to the next element says when somebody added or removed one.
private func changedWhileEnumerated() -> TerminatingError {
  let why = "Collection was modified; enumeration operation may not execute."
  return TerminatingError("BadEnumeration", "An error occurred while enumerating through a collection: \(why).", .invalidOperation, inner: PSException("System.InvalidOperationException", why))
}
private func each(of a: PSArray, into next: Stage) throws {
  for x in a.values {
    if Attention.isWanted { throw FlowSignal.stopped }
    try next.process(x)
  }
}
/// Sends a value down a pipeline the way statement output goes: sequences element by element, one level; null is an
/// object, `void` is nothing.
@inline(__always) func emit(_ v: Value, into next: Stage) throws {
  switch v {
  case .array(let a): if a.dimensions == nil {
      var i = 0
      let n = a.count
      while i < a.count {
        if Attention.isWanted { throw FlowSignal.stopped }
        // what a command without output left among the elements is nothing here
        if case .void = a.storage[i] {} else { try next.process(a.storage[i]) }
        if a.count != n { throw changedWhileEnumerated() }
        i += 1
      }
    } else { try each(of: a, into: next) }
  case .void, .unset: break
  case .other(let r):
    guard let a = r.enumerated() else { return try next.process(v) }
    let hash = r.exactly(HashView.self)?.hash, version = hash?.version
    for x in a.values {
      if Attention.isWanted { throw FlowSignal.stopped }
      try next.process(x)
      if let hash, hash.version != version { throw changedWhileEnumerated() }
    }
  case .object(let o): if let a = o.enumerated() { try each(of: a, into: next) } else { try next.process(v) }
  case .hash(let h): if let a = h.enumerated() { try each(of: a, into: next) } else { try next.process(v) }
  default: try next.process(v)
  }
}
