import Testing

@testable import Engine

/// Hot code reads a cell's tag and payload through raw pointers; this is the layout it counts on.
@Suite struct ValueLayoutTests {
  @Test func aValueIsSixteenBytes() {
    #expect(MemoryLayout<Value>.size <= 16)
    #expect(MemoryLayout<Value>.stride == 16)
  }

  @Test func aTagIsReadAtItsPlace() {
    let values: [(Value, UInt8)] = [
      (.bool(true), Tag.bool), (.long(1), Tag.long), (.int(7), Tag.int), (.double(2.5), Tag.double), (.str("x"), Tag.string),
      (.array(PSArray([])), Tag.array), (.hash(PSHash()), Tag.hash), (.null, Tag.none), (.void, Tag.none), (.unset, Tag.none),
    ]
    for (value, tag) in values { withCell(value) { #expect($0.tag == tag) } }
  }

  @Test func aPayloadIsReadAtItsPlace() {
    withCell(.int(7)) { #expect($0.rawInt == 7) }
    withCell(.double(2.5)) { #expect($0.rawDouble == 2.5) }
    withCell(.unset) { #expect($0.isUnset) }
    withCell(.null) { #expect(!$0.isUnset) }
  }

  private func withCell(_ value: Value, _ body: (Cell) -> Void) {
    let cell = Cell.allocate(capacity: 1)
    cell.initialize(to: value)
    body(cell)
    cell.deinitialize(count: 1)
    cell.deallocate()
  }
}
