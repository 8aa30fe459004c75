/// A read-only collection around a list or array: what changes there shows here.
import Engine

final class ReadOnlyView: Ref {
  let source: PSArray
  private let type: NetType
  init(_ source: PSArray, of element: NetType) {
    self.source = source
    let shown = PSArray([], of: element)
    shown.kind = .readOnlyCollection
    type = shown.netType
    super.init()
  }
  override var netType: NetType { type }
  override func enumerated() -> PSArray? { source }
  static func make(_ source: PSArray, _ element: NetType?) -> Value { .other(ReadOnlyView(source, of: element ?? TypeTable.object)) }
}
