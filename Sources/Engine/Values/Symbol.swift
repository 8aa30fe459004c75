/// Interned, case-insensitive names of variables, properties and commands.
///
/// A symbol owns the cell of the global variable of that name for its execution context's lifetime; `bit` is its place in the 64-bit
/// masks that filter dynamic-scope look-ups.
public final class Symbol {
  /// Consecutive from 0: an index into tables.
  let id: Int
  /// The name as first seen.
  public let name: String
  /// One of 64 bits by the name's hash: the filter of frames.
  let bit: UInt64
  init(_ id: Int, _ name: String) { self.id = id; self.name = name; bit = 1 << UInt64(id & 63) }

  /// The symbol of a name; the same for every spelling of its case.
  public static func of(_ name: String) -> Symbol { SymbolTable.shared.get(name) }
}

/// Process-wide: symbols are immutable, so contexts on several threads share them behind a lock.
final class SymbolTable {
  nonisolated(unsafe) static let shared = SymbolTable()
  private var exact: [String: Symbol] = [:]
  private var folded: [String: Symbol] = [:]
  private var count = 0
  private let lock = Lock()

  func get(_ name: String) -> Symbol {
    lock.acquire()
    defer { lock.release() }
    if let s = exact[name] { return s }
    let key = name.lowercased()
    if let s = folded[key] { exact[name] = s; return s }
    let s = Symbol(count, name)
    count += 1
    folded[key] = s
    exact[name] = s
    return s
  }
}
