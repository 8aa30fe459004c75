import Glibc

/// A growable run of plain values in memory of its own.
///
/// Big blocks grow by moving pages instead of copying them, and pages nobody wrote to cost nothing: a million rows are
/// built without ever holding a column twice. The owner calls `free`.
struct Block<T> {
  private(set) var base: UnsafeMutablePointer<T>
  private(set) var count = 0
  private var capacity: Int

  init() {
    capacity = 0
    base = UnsafeMutablePointer(bitPattern: MemoryLayout<T>.alignment).unsafelyUnwrapped
  }

  @inline(__always) subscript(_ i: Int) -> T {
    get { base[i] }
    nonmutating set { base[i] = newValue }
  }

  mutating func reserve(_ wanted: Int) {
    if wanted <= capacity { return }
    let bytes = max(wanted, 8) * MemoryLayout<T>.stride
    guard let memory = realloc(capacity == 0 ? nil : UnsafeMutableRawPointer(base), bytes) else { abort() }
    base = memory.assumingMemoryBound(to: T.self)
    capacity = max(wanted, 8)
  }

  @inline(__always) mutating func append(_ value: T) {
    if count == capacity { reserve(capacity * 2 + 8) }
    (base + count).initialize(to: value)
    count += 1
  }

  mutating func append(_ values: UnsafeBufferPointer<T>) {
    if count + values.count > capacity { reserve(max(capacity * 2, count + values.count)) }
    if let start = values.baseAddress { (base + count).initialize(from: start, count: values.count) }
    count += values.count
  }

  mutating func append(repeating value: T, _ times: Int) {
    if count + times > capacity { reserve(max(capacity * 2, count + times)) }
    (base + count).initialize(repeating: value, count: times)
    count += times
  }

  mutating func truncate(to n: Int) { count = min(count, max(0, n)) }

  func free() { if capacity > 0 { Glibc.free(UnsafeMutableRawPointer(base)) } }
}
