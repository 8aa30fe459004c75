/// Observable collections and those that pipelines write to: what changed in them is noticed when somebody looks. (Other objects with events are an `EventSource`.)
import Engine
import NetTypes
import Primitives

final class CollectionWatch {
  private let list: PSArray
  private var known: Int
  /// Of a collection that pipelines write to.
  private let isBuffer: Bool
  private static let added = RecordType("System.Management.Automation.DataAddedEventArgs", base: "System.EventArgs", ["int Index {get;}", "guid PowerShellInstanceId {get;}"])
  private static let changed = RecordType("System.Collections.Specialized.NotifyCollectionChangedEventArgs", base: "System.EventArgs", [
    "System.Collections.Specialized.NotifyCollectionChangedAction Action {get;}", "System.Collections.IList NewItems {get;}",
    "System.Collections.IList OldItems {get;}", "int NewStartingIndex {get;}", "int OldStartingIndex {get;}",
  ])
  /// nil = the object has no such event.
  init?(_ v: Value, _ event: String) {
    guard let a = v.arrayValue else { return nil }
    switch a.exactType?.genericDefinition {
    case "System.Collections.ObjectModel.ObservableCollection`1" where event.equalsIgnoringCase("CollectionChanged"): isBuffer = false
    case "System.Management.Automation.PSDataCollection`1" where event.equalsIgnoringCase("DataAdded"): isBuffer = true
    default: return nil
    }
    list = a
    known = a.count
  }
  /// The arguments of the events that are due: what changed since the last look.
  func pending() -> [Value] {
    defer { known = list.count }
    if isBuffer { return known < list.count ? (known..<list.count).map { CollectionWatch.added.make([.integer($0), .other(PSGuid(CollectionWatch.nobody))]) } : [] }
    if list.count > known { return (known..<list.count).map { change("Add", .arr([list[$0]]), .null, $0, -1) } }
    if list.count == 0, known > 0 { return [change("Reset", .null, .null, -1, -1)] }
    return (list.count..<known).map { change("Remove", .null, .null, -1, $0) }
  }
  private static let nobody = NetGuid.empty
  private func change(_ action: String, _ new: Value, _ old: Value, _ newIndex: Int, _ oldIndex: Int) -> Value {
    CollectionWatch.changed.make([.str(action), new, old, .integer(newIndex), .integer(oldIndex)])
  }
}
