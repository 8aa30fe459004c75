import Testing

@testable import Engine

/// Hot code reads a cell's tag and payload through raw pointers; this is the layout it counts on.
@Suite struct ValueLayoutTests {
  @Test func aValueIsSixteenBytes() {
    #expect(MemoryLayout<Value>.size <= 16)
    #expect(MemoryLayout<Value>.stride == 16)
  }
}
