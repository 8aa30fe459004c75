/// Observable collections: what changed in them is noticed when somebody looks. (Other objects with events are an `EventSource`.)
import Engine
import NetTypes
import Primitives

final class CollectionWatch {
  private let list: PSArray
  private var known: Int
  private static let changed = RecordType("System.Collections.Specialized.NotifyCollectionChangedEventArgs", base: "System.EventArgs", ["System.Collections.Specialized.NotifyCollectionChangedAction Action {get;}", "System.Collections.IList NewItems {get;}", "System.Collections.IList OldItems {get;}", "int NewStartingIndex {get;}", "int OldStartingIndex {get;}"])
  /// nil = the object has no such event.
  init?(_ v: Value, _ event: String) {
    guard let a = v.arrayValue, a.exactType?.genericDefinition == "System.Collections.ObjectModel.ObservableCollection`1", event.equalsIgnoringCase("CollectionChanged") else { return nil }
    list = a
    known = a.count
  }
  /// The arguments of the events that are due: what changed since the last look.
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
