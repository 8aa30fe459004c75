/// Persistent Chat: messages, who may be in a room, active servers, data that leaves a pool and comes back.
import Directory
import Engine
import Lync

enum ChatActions {
  private static func moment(_ name: String, _ arguments: DescribedArguments) -> Int? {
    if case .datetime(let date)? = arguments.value(name) { return LyncObjects.seconds(date) }
    return nil
  }

  /// The room of `-Identity`, or of an object.
  private static func room(_ arguments: DescribedArguments) throws -> String {
    guard let object = arguments.value("Instance"), case .object = object else { return arguments.text("Identity") ?? arguments.text("Instance") ?? "" }
    return try arguments.shell.context.property(object, "Identity").map { Conversion.toString($0, arguments.shell.context) } ?? ""
  }

  static let entries: [ActionEntry] = [
    ActionEntry(
      "Clear-CsPersistentChatRoom", "Deletes the messages of a chat room up to a day.",
      "Clear-CsPersistentChatRoom -Identity Sales -EndDate 2014-03-01 -WhatIf", uses: ["Identity", "Instance", "EndDate"]
    ) { arguments in
      let room = try room(arguments), end = moment("EndDate", arguments) ?? 0
      try arguments.shell.change({ try $0.chatRoomIdentity(room) }) { try $0.clearRoom(room, before: end) }
    },
    ActionEntry("Remove-CsPersistentChatMessage", "Deletes or replaces messages of a chat room.", "Remove-CsPersistentChatMessage -Identity Sales -Remove -Filter \"secret\" -WhatIf",
      uses: ["Identity", "UserUri", "StartDate", "EndDate", "Remove", "ReplaceMessage"]) { arguments in
      let room = arguments.text("Identity") ?? ""
      try arguments.shell.change({ try $0.chatRoomIdentity(room) }) {
        try $0.removeMessages(room, user: arguments.text("UserUri"), from: moment("StartDate", arguments), to: moment("EndDate", arguments))
      }
    },
    ActionEntry(
      "Get-CsPersistentChatEligiblePrincipal", "Lists who may become a member of a chat room.", "Get-CsPersistentChatEligiblePrincipal -Category Sales",
      uses: ["Category", "Room", "Filter", "Presenters", "ResultSize"]
    ) { arguments in
      try arguments.shell.get {
        try $0.eligiblePrincipals(category: arguments.text("Category"), room: arguments.text("Room"), presenters: arguments.isOn("Presenters"), filter: arguments.text("Filter"),
          limit: arguments.text("ResultSize").flatMap { Int($0) })
      }
    },
    ActionEntry(
      "Set-CsPersistentChatActiveServer", "Says which computers of a Persistent Chat pool are active.",
      "Set-CsPersistentChatActiveServer -Identity PersistentChatServer:chat.contoso.com -Swap -WhatIf",
      uses: ["Identity", "ActiveServers", "Swap"]) { arguments in
      let identity = arguments.text("Identity")
      let wanted: LyncWorld.ActiveServers
      if arguments.isOn("Swap") { wanted = .swap } else if case .hash(let edit)? = arguments.value("ActiveServers")?.base {
        func names(_ key: String) -> [String]? { edit.get(.str(key)).map { value in (value.arrayValue?.values ?? [value]).map { Conversion.toString($0, arguments.shell.context) } } }
        wanted = names("Replace").map { .exactly($0) } ?? .edit(add: names("Add") ?? [], remove: names("Remove") ?? [])
      } else { wanted = .exactly(arguments.texts("ActiveServers")) }
      try arguments.shell.change({ try $0.chatServerIdentity(identity) }) { try $0.setActiveChatServers(identity, wanted) }
    },
    ActionEntry(
      "Export-CsPersistentChatData", "Saves categories, rooms and add-ins of Persistent Chat.",
      "Export-CsPersistentChatData -DBInstance sql13.contoso.com\\rtc -FileName C:\\\\Chat.zip", uses: ["DBInstance", "FileName", "AsBytes"]
    ) { arguments in
      try arguments.shell.refusals {
        let world = try arguments.shell.session.world()
        try world.checkChatDatabase(arguments.text("DBInstance") ?? "")
        let text = try world.exportItems("PersistentChatData", LyncWorld.chatNouns)
        guard let file = arguments.text("FileName") else {
          return try arguments.shell.write(.array(PSArray(StoredZip.archive([("PersistentChatData.xml", Array(text.utf8))]).map { .byte($0) }, of: TypeTable.byte)))
        }
        try arguments.write(text, to: file, entry: "PersistentChatData.xml")
      }
    },
    ActionEntry(
      "Import-CsPersistentChatData", "Puts saved data of Persistent Chat back.",
      "Import-CsPersistentChatData -DBInstance sql13.contoso.com\\rtc -FileName C:\\\\Chat.zip -WhatIf", uses: ["DBInstance", "FileName", "ByteInput"]
    ) { arguments in
      let instance = arguments.text("DBInstance") ?? ""
      try arguments.shell.change(instance) { world in
        try world.checkChatDatabase(instance)
        let text = try arguments.content(file: arguments.text("FileName"), bytes: arguments.value("ByteInput"))
        return try world.importItems(text, file: arguments.text("FileName") ?? instance, command: "Import-CsPersistentChatData", title: "PersistentChatData", LyncWorld.chatNouns, replaces: false)
      }
    },
  ]
}
