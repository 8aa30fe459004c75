/// Where objects that stand for rows of a store get their members from, one by one or all at once.
///
/// A cmdlet that writes a million rows makes a million of these objects, and most of them are asked for one property
/// before they are dropped. Such an object knows its row and the version of the store it was written at; a property is
/// computed when it is read, everything when anything else is done with the object. What is read is what was true when
/// the object was written.
open class DeferredMembers {
  let shape: Shape
  let type: NetType
  let defaultDisplay: [String]?

  public init(shape: Shape, type: NetType, defaultDisplay: [String]?) {
    self.shape = shape
    self.type = type
    self.defaultDisplay = defaultDisplay
  }

  /// The member in a slot of the shape.
  open func value(_ slot: Int, _ row: UInt32, _ version: UInt32) -> Value { .null }
  /// What `ToString()` of the object gives.
  open func text(_ row: UInt32, _ version: UInt32) -> String? { nil }

  nonisolated(unsafe) static let nothing = Cell.allocate(capacity: 1)
}

extension Shape {
  /// The shape of objects whose members are not computed: it has no names, so that nothing is found in it.
  nonisolated(unsafe) static let deferred = Shape()
}
