/// Observable collections: what changed in them is noticed when somebody looks. (Other objects with events are an `EventSource`.)
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
    if let a = v.arrayValue, a.exactType?.genericDefinition == "System.Collections.ObjectModel.ObservableCollection`1" {
      return event.equalsIgnoringCase("CollectionChanged") ? CollectionWatch(a) : nil
    }
    return nil
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
