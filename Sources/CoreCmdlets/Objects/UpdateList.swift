/// Adds to and removes from a property that holds a collection.
import Engine

struct UpdateList: Cmdlet {
  static let command = Command("Update", "List", defaultSet: "AddRemoveSet", synopsis: "Adds items to and removes items from a property value that contains a collection of objects.", examples: [("One more", "$o | Update-List -Property Tags -Add x")])
  @Parameter("Property", at: 0, validate: [.notNullOrEmpty]) var property: String?
  @Parameter("Add", sets: ["AddRemoveSet"], validate: [.notNullOrEmpty]) var add: [Value]
  @Parameter("Remove", sets: ["AddRemoveSet"], validate: [.notNullOrEmpty]) var remove: [Value]
  @Parameter("InputObject", from: .pipeline, validate: [.notNull], type: "psobject") var inputObject: Value?
  @Parameter("Replace", sets: ["ReplaceSet"], mandatory: true, validate: [.notNullOrEmpty]) var replace: [Value]

  mutating func process(_ shell: Invocation) throws {
    guard $property.isBound, let item = inputObject else {
      let h = PSHash(.hashtable)
      if $add.isBound { h.set("Add", .arr(add)) }
      if $remove.isBound { h.set("Remove", .arr(remove)) }
      if $replace.isBound { h.set("Replace", .arr(replace)) }
      return try shell.write(.hash(h))
    }
    guard let list = try shell.context.property(item, property ?? "")?.arrayValue else {
      return try shell.error("MemberDoesntExist", .invalidArgument, "The property \(property ?? "") cannot be found or is no collection.", exception: "System.Management.Automation.PSArgumentException", target: item)
    }
    if $replace.isBound { list.replaceAll(replace) }
    for v in add { list.append(v) }
    for v in remove { if let i = list.values.firstIndex(where: { Conversion.equals($0, v) }) { list.remove(at: i) } }
    try shell.write(item)
  }
}
