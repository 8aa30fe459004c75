/// Where variables live that belong to no frame: those of a module, and the cells of the global ones.
import Syntax

/// The top scope of a module: its variables, functions and aliases.
final class ModuleScope {
  /// `Set-StrictMode` at the top of the module.
  var strictVersion: Int?
  var variables: [Int: Variable] = [:]
  var functions: [String: FunctionInfo] = [:]
  var aliases: [String: AliasInfo] = [:]
  var exports: ModuleExports?
  /// Functions of modules that this module imported; known inside only.
  var imported: [String: FunctionInfo] = [:]
  var importedAliases: [String: AliasInfo] = [:]
  weak var owner: ModuleInfo?
  /// Of the module's body, which frames of its functions refer to.
  var unit: Unit?
}

/// Cells of global variables: fixed addresses for the session's lifetime.
final class GlobalTable {
  /// By symbol id.
  @exclusivity(unchecked) private var cells: UnsafeMutablePointer<Cell?>
  @exclusivity(unchecked) private var capacity = 1024
  private(set) var symbols: [Symbol] = []
  init() {
    cells = .allocate(capacity: capacity)
    cells.initialize(repeating: nil, count: capacity)
  }
  func cell(_ s: Symbol) -> Cell {
    if let p = existing(s) { return p }
    if s.id >= capacity { grow(s.id + 1) }
    let p = Cell.allocate(capacity: 1)
    p.initialize(to: .unset)
    cells[s.id] = p
    symbols.append(s)
    return p
  }
  private func grow(_ wanted: Int) {
    let n = max(wanted, capacity * 2)
    let q = UnsafeMutablePointer<Cell?>.allocate(capacity: n)
    q.initialize(repeating: nil, count: n)
    q.update(from: cells, count: capacity)
    cells.deallocate()
    cells = q; capacity = n
  }
  @inline(__always) func existing(_ s: Symbol) -> Cell? { s.id < capacity ? cells[s.id] : nil }
  /// The session is over: what the variables hold goes. Code that outlives it, of classes and blocks it gave away, finds them unset.
  func empty() { for s in symbols { existing(s)?.put(.unset) } }
  deinit {
    for s in symbols { cells[s.id]?.deallocate() }
    cells.deallocate()
  }
}
