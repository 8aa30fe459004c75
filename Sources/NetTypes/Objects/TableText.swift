/// Tables kept as text: lines, words, and the parts of a word.
///
/// They are cut at bytes. The standard library's `split` over characters took most of the time a session needs to know
/// all type names.
import Glibc

extension StringProtocol {
  /// The non-empty parts between ASCII bytes `separator`.
  func parts(at separator: UInt8) -> [String] {
    let all: [String]? = utf8.withContiguousStorageIfAvailable { bytes in
      var parts: [String] = []
      guard let base = bytes.baseAddress else { return parts }
      var from = 0
      while from < bytes.count {
        let end = memchr(base + from, Int32(separator), bytes.count - from).map { base.distance(to: $0.assumingMemoryBound(to: UInt8.self)) } ?? bytes.count
        if end > from { parts.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[from..<end]), as: UTF8.self)) }
        from = end + 1
      }
      return parts
    }
    return all ?? utf8.split(separator: separator).map { String(decoding: $0, as: UTF8.self) }
  }
  var tableLines: [String] { parts(at: 10) }
  var tableWords: [String] { parts(at: 32) }
}
