/// Values as the lists cmdlets take them for.
import Engine

extension Value {
  /// The elements when the value is a sequence (not text, not a dictionary).
  var elementsIfSequence: [Value]? {
    switch self {
    case .array(let a): a.values
    case .other(let r): r.enumerated()?.values
    case .object(let o): o.enumerated()?.values
    case .hash(let h): h.enumerated()?.values
    default: nil
    }
  }
}
