/// A reusable byte buffer for interpolation and formatting: one String is made at the end.
import Primitives

public final class TextBuffer {
  @exclusivity(unchecked) private var p = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
  @exclusivity(unchecked) private var capacity = 256
  @exclusivity(unchecked) private(set) var count = 0
  init() {}
  deinit { p.deallocate() }
  @inline(never) private func grow(_ k: Int) {
    var c = capacity * 2
    while c < count + k { c *= 2 }
    let q = UnsafeMutablePointer<UInt8>.allocate(capacity: c)
    q.update(from: p, count: count)
    p.deallocate()
    p = q; capacity = c
  }
  func append(_ s: String) {
    let done: Bool? = s.utf8.withContiguousStorageIfAvailable { b in
      if count + b.count > capacity { grow(b.count) }
      if b.count > AttentiveText.piece { append(long: b); return true }
      if let base = b.baseAddress, b.count > 0 { (p + count).update(from: base, count: b.count) }
      count += b.count
      return true
    }
    if done == nil { for c in s.utf8 { append(byte: c) } }
  }
  /// Ends early when Ctrl+C comes.
  @inline(never) private func append(long b: UnsafeBufferPointer<UInt8>) {
    var at = 0
    while at < b.count, !Attention.isWanted {
      let next = min(b.count, at + AttentiveText.piece)
      if let base = b.baseAddress { (p + count).update(from: base + at, count: next - at) }
      count += next - at
      at = next
    }
  }
  func append(byte b: UInt8) { if count == capacity { grow(1) }; p[count] = b; count += 1 }
  func append(_ v: Int64) {
    if count + 24 > capacity { grow(24) }
    var m = v.magnitude
    if v < 0 { p[count] = 45; count += 1 }
    var digits = 1
    var t = m
    while t >= 10 { t /= 10; digits += 1 }
    var i = count + digits
    repeat { i -= 1; p[i] = UInt8(48 + m % 10); m /= 10 } while i > count
    count += digits
  }
  func append(blanks k: Int) {
    if count + k > capacity { grow(k) }
    (p + count).update(repeating: 32, count: k)
    count += k
  }
  /// Forgets everything from `k` on and returns it as text.
  func take(from k: Int) -> String {
    let s = String(attentive: UnsafeBufferPointer(start: p + k, count: count - k))
    count = k
    // one long text does not hold its room for ever
    if capacity > 4 * AttentiveText.piece, k == 0 { p.deallocate(); capacity = 256; p = .allocate(capacity: capacity) }
    return s
  }
  /// Forgets what stands behind the first `k` bytes; `k` is at most `count`.
  func truncate(to k: Int) { count = k }
}
