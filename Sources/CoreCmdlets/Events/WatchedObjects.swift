/// Objects whose events are noticed when somebody looks: timers and observable collections.
import Engine
import NetTypes
import Primitives

/// What happened to an object since the last look.
protocol WatchedObject: AnyObject {
  /// The arguments of the events that are due.
  func pending() -> [Value]
}

enum WatchedObjects {
  /// What watches the event of an object; nil = it has no such event.
  static func watch(_ v: Value, _ event: String) -> WatchedObject? {
    if let t = v.refValue as? PSTimer { return event.equalsIgnoringCase("Elapsed") ? TimerWatch(t) : nil }
    if let a = v.arrayValue, a.exactType?.genericDefinition == "System.Collections.ObjectModel.ObservableCollection`1" {
      return event.equalsIgnoringCase("CollectionChanged") ? CollectionWatch(a) : nil
    }
    return nil
  }
}

/// `System.Timers.Timer`.
final class PSTimer: Ref {
  var interval = 100.0 { didSet { if isEnabled { began = PSTimer.now } } }
  var repeats = true
  var isEnabled = false { didSet { if isEnabled, !oldValue { began = PSTimer.now; starts += 1 } } }
  /// When it was started last, and how often it was.
  private(set) var began = 0.0
  private(set) var starts = 0
  override var netType: NetType { TypeTable.get(PSTimer.name) }
  /// Milliseconds.
  static var now: Double { Double(NetDateTime.now.ticks) / 10_000 }

  private static let name = "System.Timers.Timer"
  static let elapsed = RecordType("System.Timers.ElapsedEventArgs", base: "System.EventArgs", ["datetime SignalTime {get;}"])

  static func register() {
    TypeTable.register(name, "timers.timer") { NetType(name, base: TypeTable.object, interfaces: ["System.IDisposable"], define: define) }
  }
  private static func define(_ t: NetType) {
    func of(_ v: Value) -> PSTimer? { v.refValue as? PSTimer }
    t.constructor("System.Timers.Timer new()") { _, _ in .other(PSTimer()) }
    t.constructor("System.Timers.Timer new(double interval)") { a, _ in
      let timer = PSTimer()
      timer.interval = try Conversion.toDouble(a.first ?? .null)
      return .other(timer)
    }
    t.property("bool AutoReset {get;set;}", set: { v, x, _ in of(v)?.repeats = Conversion.toBool(x) }) { v, _ in .bool(of(v)?.repeats ?? false) }
    t.property("bool Enabled {get;set;}", set: { v, x, _ in of(v)?.isEnabled = Conversion.toBool(x) }) { v, _ in .bool(of(v)?.isEnabled ?? false) }
    t.property("double Interval {get;set;}", set: { v, x, _ in of(v)?.interval = try Conversion.toDouble(x) }) { v, _ in .double(of(v)?.interval ?? 0) }
    t.method("void Start()") { v, _, _ in of(v)?.isEnabled = true; return .void }
    for n in ["Stop", "Close", "Dispose"] { t.method("void \(n)()") { v, _, _ in of(v)?.isEnabled = false; return .void } }
  }
}

private final class TimerWatch: WatchedObject {
  private let timer: PSTimer
  private var seenStarts = 0, told = 0.0
  init(_ t: PSTimer) { timer = t }
  func pending() -> [Value] {
    guard timer.isEnabled, timer.interval > 0 else { return [] }
    if seenStarts != timer.starts { seenStarts = timer.starts; told = timer.began }
    told = max(told, timer.began)
    var all: [Value] = []
    while told + timer.interval <= PSTimer.now, all.count < 1000 {
      told += timer.interval
      all.append(PSTimer.elapsed.make([.datetime(NetDateTime.now)]))
      if !timer.repeats { timer.isEnabled = false; break }
    }
    return all
  }
}

private final class CollectionWatch: WatchedObject {
  private let list: PSArray
  private var known: Int
  private static let changed = RecordType("System.Collections.Specialized.NotifyCollectionChangedEventArgs", base: "System.EventArgs", ["System.Collections.Specialized.NotifyCollectionChangedAction Action {get;}", "System.Collections.IList NewItems {get;}", "System.Collections.IList OldItems {get;}", "int NewStartingIndex {get;}", "int OldStartingIndex {get;}"])
  init(_ a: PSArray) { list = a; known = a.count }
  func pending() -> [Value] {
    defer { known = list.count }
    if list.count > known { return (known..<list.count).map { change("Add", .arr([list[$0]]), .null, $0, -1) } }
    if list.count == 0, known > 0 { return [change("Reset", .null, .null, -1, -1)] }
    return (list.count..<known).map { change("Remove", .null, .null, -1, $0) }
  }
  private func change(_ action: String, _ new: Value, _ old: Value, _ newIndex: Int, _ oldIndex: Int) -> Value {
    CollectionWatch.changed.make([.str(action), new, old, .integer(newIndex), .integer(oldIndex)])
  }
}
