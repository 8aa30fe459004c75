/// Adds to and removes from a property that holds a collection.
import Engine

struct UpdateList: Cmdlet {
  static let command = Command("Update", "List", defaultSet: "AddRemoveSet",
    synopsis: "Adds elements to a property that holds a list, takes some away, or replaces them.",
    examples: [("One more", "$o | Update-List -Property Tags -Add x")])
  @Parameter("Add", sets: ["AddRemoveSet"], validate: [.notNullOrEmpty]) var add: [Value]
  @Parameter("Remove", sets: ["AddRemoveSet"], validate: [.notNullOrEmpty]) var remove: [Value]
  @Parameter("Replace", sets: ["ReplaceSet"], mandatory: true, validate: [.notNullOrEmpty]) var replace: [Value]
  @Parameter("InputObject", from: .pipeline, validate: [.notNullOrEmpty], type: "psobject") var inputObject: Value?
  @Parameter("Property", at: 0, validate: [.notNullOrEmpty]) var property: String?

  mutating func process(_ shell: Invocation) throws {
    guard let property else { return }
    guard let item = inputObject else { return try fail("MissingInputObjectParameter", shell) }
    guard let held = try shell.context.property(item, property) else { return try fail("MemberDoesntExist", shell, item) }
    guard case .array(let list) = held.base else {
      return try shell.error(
        "ApplyFailed", .invalidOperation, "Cannot apply the update because the object is not a supported collection type.",
        exception: "System.Management.Automation.PSInvalidOperationException")
    }
    if list.kind == .array { throw shell.terminating("System.NotSupportedException", .notSpecified, "Collection was of a fixed size.", exception: "System.NotSupportedException") }
    ListModifier(add: add, remove: remove, replace: replace).apply(to: list)
    try shell.write(item)
  }
  mutating func end(_ shell: Invocation) throws {
    if property != nil { return }
    if inputObject != nil {
      throw shell.terminating("MissingPropertyParameter", .invalidOperation, "", exception: "System.InvalidOperationException")
    }
    let h = PSHash(.hashtable)
    if $add.isBound { h.set("Add", .arr(add)) }
    if $remove.isBound { h.set("Remove", .arr(remove)) }
    if $replace.isBound { h.set("Replace", .arr(replace)) }
    try shell.write(.hash(h))
  }
  /// Misuse is told by its id; PowerShell has no text for it.
  private func fail(_ id: String, _ shell: Invocation, _ target: Value = .null) throws {
    try shell.error(id, .invalidOperation, "", exception: "System.InvalidOperationException", target: target)
  }
}
