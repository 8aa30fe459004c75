/// Takes a type's data out of the session.
import Engine
import Primitives

struct RemoveTypeData: Cmdlet {
  static let command = Command("Remove", "TypeData", defaultSet: "RemoveTypeDataSet", confirm: .medium,
    synopsis: "Takes back what Update-TypeData gave a type.",
    examples: [("Of one type", "Update-TypeData -TypeName My.Server -MemberType NoteProperty -MemberName Site -Value North; Remove-TypeData -TypeName My.Server")])
  @Parameter("TypeName", at: 0, from: [.pipeline, .propertyName], sets: ["RemoveTypeSet"], mandatory: true, validate: [.notNullOrEmpty]) var typeName: TypeNameArgument
  @Parameter("Path", sets: ["RemoveFileSet"], mandatory: true, validate: [.notNullOrEmpty]) var path: [String]
  @Parameter("TypeData", from: .pipeline, sets: ["RemoveTypeDataSet"], mandatory: true, type: "System.Management.Automation.Runspaces.TypeData") var typeData: Value?

  mutating func process(_ shell: Invocation) throws {
    if $path.isBound {
      let loaded = TypesFile.files(shell.context)
      for file in try ConfigurationFile.find(path, "TypePathException", shell) where try shell.shouldProcess("FileName: \(file)", action: "Remove type file") {
        guard loaded.remove(file) else {
          try shell.error(
            "TypeFileNotExistsInCurrentSession", .invalidOperation, "The file \(file) is not imported into the current session.",
            exception: "System.InvalidOperationException")
          continue
        }
        for t in try ConfigurationFile.read(file, "TypesXmlRemoveException", { try shell.error($0) })?.all("Type") ?? [] { TypesFile.withdraw(t, shell.context) }
      }
      return
    }
    var name = typeName.name
    if let t = typeData, !t.isNull { name = try t.stringValue.map { TypesFile.fullName($0) } ?? Conversion.toString(shell.context.property(t, "TypeName") ?? .null, shell.context) }
    guard try shell.shouldProcess("Name of the type that will be removed: \(name)", action: "Remove TypeData") else { return }
    if shell.context.typeData[name.lowercased()] == nil {
      return try shell.error(
        "TypesDynamicRemoveException", .invalidOperation,
        """
        Error in TypeData "\(name)": The type "\(name)" was not found. The type name value must be the full name of the type. Verify the type name and run the \
        command again.
        """,
        exception: "System.Management.Automation.RuntimeException")
    }
    shell.context.typeData[name.lowercased()] = nil
    TypesFile.changed(shell.context)
  }
}
